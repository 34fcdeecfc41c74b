"""Units in, suppliers out."""

import random
import time
from pathlib import Path

import polars as pl
import pytest

from tallystick.suppliers.doubting import TWO_NAMES, TWO_NUMBERS
from tallystick.suppliers.resolving import Company, Decisions, Resolution, resolve
from tallystick.suppliers.rules.known_names import unlike_initials

NAMES = [
    "Brackenthwaite Software Ltd",
    "BRACKENTHWAITE SOFTWARE LIMITED",
    "Brackenthwaite Software (UK) Ltd",
    "Holdings Ninefold Ltd t/a Quillfeather Print",
    "Quillfeather Print",
    "Thornabout Primary School",
    "Thornabout High School",
    "Redacted",
    "REDACTED",
    "Mr P Nobody",
    "Mr P Nobody ",
    "Various",
    "Osgodby Fencing North Ltd",
    "Osgodby Fencing South Ltd",
    "Zephyrine Telecoms Ltd",
]


def _units(names: list[str], **more: list[object]) -> pl.DataFrame:
    return pl.DataFrame({"unit": [f"{n}: {name}" for n, name in enumerate(names)], "name": names, **more}, strict=False)


def _ids(found: Resolution) -> dict[str, str]:
    return dict(found.units.select("unit", "supplier_id").iter_rows())


def _one(found: Resolution, a: str, b: str) -> bool:
    ids = _ids(found)
    return ids[a] == ids[b]


def test_spellings_are_one_supplier_and_each_merge_has_a_reason() -> None:
    found = resolve(_units(NAMES))
    assert _one(found, "0: " + NAMES[0], "1: " + NAMES[1])
    assert _one(found, "0: " + NAMES[0], "2: " + NAMES[2])
    assert _one(found, "3: " + NAMES[3], "4: " + NAMES[4])
    assert found.units["why"].str.len_chars().min() > 0
    assert found.units["confidence"].is_between(0, 1).all()


def test_neighbours_are_told_apart() -> None:
    found = resolve(_units(NAMES))
    assert not _one(found, "5: " + NAMES[5], "6: " + NAMES[6])
    assert not _one(found, "12: " + NAMES[12], "13: " + NAMES[13])


def test_who_is_no_supplier_is_never_matched() -> None:
    nobody = resolve(_units(NAMES)).rows.filter(pl.col("kind") != "supplier")
    assert nobody.height == 5
    assert nobody["supplier_id"].n_unique() == 5


def test_the_order_of_units_makes_no_difference() -> None:
    units = _units(NAMES)
    there, back = resolve(units), resolve(units.reverse())
    assert there.units.equals(back.units)
    assert there.suppliers.equals(back.suppliers)


def test_decisions_come_before_everything() -> None:
    a, b, z = "0: " + NAMES[0], "1: " + NAMES[1], "14: " + NAMES[14]
    found = resolve(_units(NAMES), decisions=Decisions(different=((a, b),), same=((a, z),), names={a: "Brack"}))
    assert not _one(found, a, b)
    assert _one(found, a, z)
    assert _ids(found)[a] not in found.candidates(b)
    assert "Brack" in found.suppliers["name"].to_list()
    assert any("A person said" in why for why in found.units["why"].to_list())


def test_one_number_joins_names_that_are_alike_and_not_those_that_are_plainly_different() -> None:
    names = ["Brackenthwaite Software", "Brackenthwaite Group Systems", "Zephyrine Telecoms"]
    found = resolve(_units(names, company_number=["01234567", "1234567", "01234567"]))
    assert not _one(found, "0: " + names[0], "2: " + names[2])
    assert TWO_NAMES in found.conflicts["what"].to_list()


def test_one_name_with_two_numbers_is_kept_apart_and_shown() -> None:
    names = ["Zephyrine Telecoms", "ZEPHYRINE TELECOMS"]
    found = resolve(_units(names, company_number=["01234567", "07654321"]))
    assert not _one(found, "0: " + names[0], "1: " + names[1])
    assert found.conflicts["what"].to_list() == [TWO_NUMBERS]


class _Register:
    def by_numbers(self, numbers: list[str]) -> dict[str, Company]:
        known = Company("01234567", "ZEPHYRINE TELECOMS LIMITED", status="Liquidation")
        return {number: known for number in numbers if number == known.number}

    def by_names(self, names: list[str]) -> dict[str, list[Company]]:
        its = [Company("01234567", "ZEPHYRINE TELECOMS LIMITED", previous_names=("OLDNAME LIMITED",))]
        return {name: its for name in names if "ephyrine" in name or "Oldname" in name}


def test_a_register_gives_numbers_former_names_and_status() -> None:
    found = resolve(_units(["Zephyrine Telecoms", "Other Thing Ltd"]), register=_Register())
    its = found.suppliers.filter(pl.col("company_number") == "01234567")
    assert its["status"].to_list() == ["Liquidation"]


class _FormerNames(_Register):
    def by_names(self, names: list[str]) -> dict[str, list[Company]]:
        its = Company("01234567", "ZEPHYRINE TELECOMS LIMITED", previous_names=("OLDNAME WIRES LIMITED",))
        other = Company("07654321", "QUILLFEATHER PRINT LIMITED", previous_names=("AMBIGUOUS LIMITED",))
        found = {"Zephyrine Telecoms": [its], "Oldname Wires Ltd": [its], "Ambiguous Ltd": [its, other]}
        return {name: found[name] for name in names if name in found}


def test_a_former_name_without_a_number_is_found_by_the_register_where_it_is_only_one_company() -> None:
    names = ["Zephyrine Telecoms", "Oldname Wires Ltd", "Oldname Wires Limitd", "Ambiguous Ltd", "Quillfeather Print"]
    found = resolve(_units(names), register=_FormerNames())
    a, b, like_b, ambiguous, other = (f"{n}: {name}" for n, name in enumerate(names))
    assert _one(found, a, b)
    assert _one(found, a, like_b)
    assert not _one(found, a, ambiguous)
    assert not _one(found, other, ambiguous)
    why = dict(found.units.select("unit", "why").iter_rows())
    assert any("as a former name of “ZEPHYRINE TELECOMS LIMITED”" in why[unit] for unit in (a, b))


def test_sites_are_no_part_of_a_name() -> None:
    names = [
        "Tullorley Plumbing (Head Office)",
        "Yelvirrow Opportunities (Head Office)",
        "Tullorley Plumbing - Region 2",
    ]
    found = resolve(_units(names))
    assert not _one(found, "0: " + names[0], "1: " + names[1])
    assert _one(found, "0: " + names[0], "2: " + names[2])
    assert found.doubts.is_empty()


def test_adding_names_is_the_same_as_beginning_again_and_keeps_ids(tmp_path: Path) -> None:
    first, every = _units(NAMES[:10]), _units(NAMES)
    resolve(first).save(tmp_path / "kept")
    before = Resolution.load(tmp_path / "kept")
    added, again = resolve(every, before=before), resolve(every)
    pairs = [
        set(map(tuple, f.rows.group_by("supplier_id").agg(pl.col("unit").sort())["unit"].to_list()))
        for f in (added, again)
    ]
    assert pairs[0] == pairs[1]
    kept = _ids(before)
    assert all(_ids(added)[unit] == number for unit, number in kept.items())


def test_a_decision_after_the_fact_is_followed() -> None:
    units = _units(NAMES)
    before = resolve(units)
    a, b = "0: " + NAMES[0], "1: " + NAMES[1]
    after = resolve(units, before=before, decisions=Decisions(different=((a, b),)))
    assert not _one(after, a, b)
    assert _one(resolve(units, before=after), a, b)


def test_no_units_are_no_suppliers() -> None:
    assert resolve(_units([])).suppliers.height == 0


def test_a_unit_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        resolve(pl.DataFrame({"unit": ["a", "a"], "name": ["A", "B"]}))


def test_a_persons_merge_holds_for_every_name_whatever_their_company_numbers() -> None:
    names = {"acme widgets": "01234567", "acme widgets north": "01234567", "brindle roads": "07654321"}
    units = pl.DataFrame(
        {
            "unit": [f"{name} #{number}" for name, number in names.items()] + ["brindle roads"],
            "name": [*names, "brindle roads"],
            "company_number": [*names.values(), None],
        }
    )
    told = [f"{name} #{number}" for name, number in names.items()]
    before = resolve(units)
    decisions = Decisions(same=tuple((told[0], other) for other in (told[1], told[2], "brindle roads")))
    for found in (resolve(units, decisions=decisions), resolve(units, decisions=decisions, before=before)):
        assert found.units["supplier_id"].n_unique() == 1


def test_a_merge_of_what_was_merged_before_keeps_all_its_names() -> None:
    names = ["acme widgets", "brindle roads", "zelvery catering"]
    units = pl.DataFrame({"unit": names, "name": names, "pence": [3, 2, 1]})
    once = Decisions(same=((names[0], names[1]),))
    before = resolve(units, decisions=once, before=resolve(units))
    twice = Decisions(same=((names[0], names[1]), (names[0], names[2])))
    assert resolve(units, decisions=twice, before=before).units["supplier_id"].n_unique() == 1


def test_an_office_without_its_county_is_no_more_one_countys_than_anothers() -> None:
    places = ("Bedfordshire", "Lancashire", "Nottinghamshire")
    names = ["Police & Crime Commissioner For", *(f"The Police and Crime Commissioner for {place}" for place in places)]
    found = resolve(_units(names))
    assert found.units["supplier_id"].n_unique() == 4


def test_two_places_are_no_slips_of_one_another_and_short_forms_are_the_same_word() -> None:
    names = ["Uni of Winchester", "University of Manchester", "Uni of Manchester"]
    found = resolve(_units(names))
    assert _one(found, "1: " + names[1], "2: " + names[2])
    assert not _one(found, "0: " + names[0], "2: " + names[2])


def test_a_supplier_is_explained_from_its_middle_not_from_the_one_that_was_paid_most() -> None:
    names = ["Quillbows Purchase Power", "Quillbows Ltd", "Quillbows Finance", "Quillbows Post"]
    units = _units(names, pence=[9_000, 10, 10, 10])
    found = resolve(units, decisions=Decisions(same=tuple(("0: " + names[0], f"{n}: {names[n]}") for n in (1, 2, 3))))
    assert found.rows["supplier_id"].n_unique() == 1
    assert found.suppliers["name"].to_list() == [names[0]]
    assert set(found.rows["beside"].to_list()) < set(units["unit"].to_list())


_WORDS = [
    a + b + c for a in ("bel", "cor", "dun", "fal", "gor") for b in "aeiou" for c in ("nix", "tham", "vert", "zob")
]


def test_a_number_beside_very_many_different_names_is_evidence_of_nothing_and_one_conflict() -> None:
    chance = random.Random(7)
    names = ["".join(chance.choice("bcdfgklmnprst") + chance.choice("aeiou") for _ in range(5)) for _ in range(600)]
    units = _units([*names, names[0].upper()], company_number=["12345678"] * len(names) + ["01234567"])
    alone = resolve(_units([*names, names[0].upper()], company_number=[None] * len(names) + ["01234567"]))
    before = resolve(units.head(400))
    for found in (resolve(units), resolve(units, before=before)):
        assert _groups(found) == _groups(alone)
        assert found.suppliers["company_number"].drop_nulls().to_list() == ["01234567"]
        assert [(row[2], row[3][:9]) for row in found.conflicts.iter_rows()] == [(TWO_NAMES, "12345678:")]


def test_thousands_of_numbers_beside_one_name_are_that_many_suppliers_and_one_conflict() -> None:
    numbers = [f"{1_000_000 + at:08}" for at in range(3_000)]
    began = time.process_time()
    found = resolve(_units(["Acme Bakers Ltd"] * 3_001, company_number=[*numbers, None]))
    assert found.units["supplier_id"].n_unique() == 3_001
    assert [row[2:4] for row in found.conflicts.iter_rows()] == [(TWO_NUMBERS, "Acme Bakers Ltd: 3000 company numbers")]
    assert found.doubts.is_empty()
    assert time.process_time() - began < 5


def _groups(found: Resolution) -> set[tuple[str, ...]]:
    return set(map(tuple, found.rows.group_by("supplier_id").agg(pl.col("unit").sort())["unit"].to_list()))


def test_a_number_that_a_person_gave_goes_before_a_published_one_whichever_name_was_paid_more() -> None:
    names = ["Brackenthwaite Software", "Brackenthwaite Software Ltd"]
    units = _units(names, company_number=["01234567", None], pence=[100, 1])
    a, b = units["unit"]
    found = resolve(units, decisions=Decisions(same=((a, b),), company_numbers={b: "07654321"}))
    assert found.suppliers["company_number"].to_list() == ["07654321"]


def test_people_of_one_surname_with_other_initials_are_not_one_because_their_trading_names_are_alike() -> None:
    names = [f"{initials} Plumstrake t/a {trade}" for initials in ("E Q", "F Q", "I L", "R G")
             for trade in ("Plumstr", "Plumstrake Tree Surgery")]  # fmt: skip
    found = resolve(pl.DataFrame({"unit": [name.lower() for name in names], "name": names}))
    ids = dict(found.units.select("unit", "supplier_id").iter_rows())
    for unit, supplier_id in ids.items():
        assert {other[:3] for other, its in ids.items() if its == supplier_id} == {unit[:3]}


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("eq plumstrake", "fq plumstrake", True),
        ("j smith", "jp smith", False),
        ("j smith", "k smith builders", True),
        ("j smith", "j brown", False),
        ("tarn software", "born software", False),
        ("smith", "smith", False),
    ],
)
def test_initials_are_unlike_at_some_place_before_one_same_word(one: str, other: str, unlike: bool) -> None:
    assert unlike_initials(one, other) is unlike
