from tallystick.kit.postcodes import areas_in


def test_areas_and_districts_are_read_however_they_are_parted() -> None:
    assert areas_in(" ls, WF10;m1\tsw1a,LS ".replace(";", " ")) == (("LS", "WF10", "M1", "SW1A"), ())
    assert areas_in("") == ((), ())


def test_nothing_is_made_of_what_is_neither() -> None:
    assert areas_in("Leeds") == ((), ("LEEDS",))
    assert areas_in("LS1 4AP, \0') --") == (("LS1",), ("4AP", "\0')", "--"))


def test_only_so_many_are_read() -> None:
    areas, _ = areas_in(" ".join(f"{letter}{n}" for letter in "ABCDEFGH" for n in range(1, 10)))
    assert len(areas) == 50
