import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.lake.read.text import decoded, is_wide

PLAIN = "Supplier,Amount\nCafé Ltd,£12.50\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-8-sig"), "utf-8-bom"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (PLAIN.encode("utf-16-le"), "utf-16"),
        (PLAIN.encode("utf-16-be"), "utf-16"),
        (PLAIN.encode("cp1252"), "cp1252"),
        (b"Supplier,Amount\n", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_left_behind(data: bytes, encoding: str) -> None:
    text = decoded(data)
    assert text.encoding == encoding
    assert text.utf8.decode() == (PLAIN if encoding != "utf-8" or "é".encode() in data else "Supplier,Amount\n")


def test_lines_of_utf8_and_lines_of_cp1252_in_one_file() -> None:
    data = "Café,£1\n".encode() + "Café,£2\n".encode("cp1252") + "Tŷ Gwyn – ‘x’,€3\n".encode()
    text = decoded(data)
    assert text.encoding == "mixed"
    assert text.utf8.decode() == "Café,£1\nCafé,£2\nTŷ Gwyn – ‘x’,€3\n"


def test_both_encodings_in_one_line() -> None:
    text = decoded("Café,".encode() + "£2 – ok\n".encode("cp1252"))
    assert (text.utf8.decode(), text.encoding) == ("Café,£2 – ok\n", "mixed")


@pytest.mark.parametrize("name", ["CAFÉ’S", "NESTLÉ® UK", "DÜ–1", "‘quoted’ – £5"])
def test_cp1252_that_happens_to_look_like_utf8_is_cp1252(name: str) -> None:
    text = decoded(f"a\n{name}\n£\n".encode("cp1252"))
    assert (text.utf8.decode(), text.encoding) == (f"a\n{name}\n£\n", "cp1252")


@given(st.binary())
def test_no_byte_is_lost_and_none_fails(data: bytes) -> None:
    text = decoded(data)
    if text.encoding == "cp1252" and b"\0" not in data:
        assert len(text.utf8.decode()) == len(data)


def test_bytes_that_cp1252_does_not_define_are_kept() -> None:
    assert decoded(b"a\x81b\xe9").utf8.decode() == "a\x81bé"


def test_a_nul_is_shown() -> None:
    assert decoded(b"Smith\0 Ltd,5\n").utf8.decode() == "Smith␀ Ltd,5\n"
    assert not is_wide(b"Smith\0 Ltd,5\n")


def test_byte_order_marks_at_line_starts_go_and_others_stay() -> None:
    mark = "\ufeff".encode()
    data = mark + mark + b"a,b\n" + mark + b"c,d\r" + mark + b"e" + mark + b"f\n"
    assert decoded(data).utf8.decode() == "a,b\nc,d\re\ufefff\n"


def test_half_a_character_at_the_end_of_utf16_is_shown() -> None:
    assert decoded("ab".encode("utf-16") + b"x").utf8.decode() == "ab\ufffd"
