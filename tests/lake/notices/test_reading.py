"""Files of notices in every shape: each row ends somewhere, and nothing that is no notice is taken for one."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tallystick.kit.errors import Refused
from tallystick.lake.notices.json_texts import parsed, parsed_cell
from tallystick.lake.notices.reading import linked_table, read_linked, read_notices
from tallystick.lake.notices.releases import take
from tallystick.lake.notices.rows import NO_AWARD, NO_BUYER, Place, Tidied
from tests.lake.notices.made import COUNCIL, package, release, table, written


def test_a_release_becomes_a_row(tmp_path: Path) -> None:
    made = read_notices(written(tmp_path / "a.json", package(release(1))))
    (row,) = made.frame().to_dicts()
    assert (row["ocid"], row["award_id"], row["notice_key"]) == (
        "ocds-test00-1",
        "a1",
        "00000001-0000-4000-8000-000000000000",
    )
    assert (row["buyer_name"], row["supplier_name"], row["company_number"]) == (
        COUNCIL,
        "Quorvane Grit Ltd",
        "99000001",
    )
    assert (row["award_date"], row["start"], row["end"]) == (date(2024, 2, 20), date(2024, 4, 1), date(2027, 3, 31))
    assert (row["amount"], row["value_pence"], row["value_basis"], row["sme"], row["vcse"]) == (
        "1234.5",
        123450,
        "unknown",
        True,
        False,
    )
    assert (row["cpv"], row["reference"], row["source_row"]) == (["90630000"], "DN700001", 1)
    assert "zelda" not in json.dumps(row, default=str).lower()


def test_money_never_passes_through_a_float(tmp_path: Path) -> None:
    said = json.dumps(package(release(1))).replace("1234.5", "9007199254740.930000000000000000001")
    (row,) = read_notices(written(tmp_path / "a.json", said)).rows
    assert (row["amount"], row["value_pence"]) == ("9007199254740.930000000000000000001", 900719925474093)


def _shapes(folder: Path) -> dict[str, Path]:
    one, two = release(1), release(2)
    whole = json.dumps(package(one, two))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.json", json.dumps(package(one)))
        archive.writestr("2.jsonl", json.dumps(two) + "\n" + json.dumps(release(2, tag=["tender"], awards=[])))
    (folder / "z.zip").write_bytes(packed.getvalue())
    (folder / "g.gz").write_bytes(gzip.compress(whole.encode()))
    record = {"ocid": "ocds-test00-1", "compiledRelease": {**one, "tag": ["compiled"]}, "releases": [{"url": "x"}]}
    listed = {"version": "1.1", "records": [record, {"ocid": "ocds-test00-2", "releases": [two]}]}
    return {
        "package": written(folder / "p.json", whole),
        "pretty": written(folder / "pp.json", json.dumps(package(one, two), indent=2)),
        "list": written(folder / "l.json", [one, two]),
        "list of packages": written(folder / "lp.json", [package(one), package(two)]),
        "lines": written(folder / "l.jsonl", f"{json.dumps(one)}\n\n{json.dumps(two)}\n"),
        "lines of packages": written(folder / "lp.jsonl", f"{json.dumps(package(one))}\n{json.dumps(package(two))}"),
        "records": written(folder / "r.json", listed),
        "gzip": folder / "g.gz",
        "zip": folder / "z.zip",
    }


def test_every_shape_of_json_holds_the_same_awards(tmp_path: Path) -> None:
    for shape, path in _shapes(tmp_path).items():
        made = read_notices(path)
        assert [(row["ocid"], row["value_pence"]) for row in made.rows] == [
            ("ocds-test00-1", 123450),
            ("ocds-test00-2", 123450),
        ], shape
        assert made.notices == 2, shape
        assert made.rows_read == made.accounted, shape


def test_a_single_release_is_a_file_too(tmp_path: Path) -> None:
    assert len(read_notices(written(tmp_path / "a.json", release(1))).rows) == 1


def test_each_row_ends_in_one_place(tmp_path: Path) -> None:
    lot = {"id": "a6b", "value": {"amount": "plenty"}, "suppliers": [{"name": "Brinwold"}]}
    made = read_notices(
        written(
            tmp_path / "a.json",
            package(
                release(1),
                release(2, tag=["tender"], awards=[]),
                release(3, buyer=None, parties=[]),
                {"what": "is this"},
                release(5, awards=[{"id": "x", "value": {"amount": "lots"}, "suppliers": [{"name": "Brinwold"}]}]),
                release(6, awards=[*release(6)["awards"], lot]),
            ),
        )
    )
    assert (made.rows_read, made.notices, made.awards, made.awards_out) == (6, 2, 2, 1)
    assert dict(made.other_stages) == {"tender": 1}
    assert made.quarantined == {
        NO_BUYER: 1,
        "not a notice: neither buyer, award nor title": 1,
        "value not understood": 1,
    }
    assert [out["written"] for out in made.kept_out][-2:] == ["the value 'lots'", "the value 'plenty'"]


def test_a_broken_line_is_quarantined_and_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", f'{json.dumps(release(1))}\n{{"ocid": "cut\n{json.dumps(release(2))}\n')
    made = read_notices(path)
    assert len(made.rows) == 2
    assert made.kept_out[0]["source_row"] == 2
    assert "line 2" in made.kept_out[0]["written"]


def test_broken_json_is_refused_naming_the_line(tmp_path: Path) -> None:
    said = json.dumps(package(release(1)), indent=1)
    cut = said[: said.index('"awards"')]
    with pytest.raises(Refused, match=rf"line {cut.count(chr(10)) + 1}\b"):
        read_notices(written(tmp_path / "a.json", cut))
    with pytest.raises(Refused, match="without end"):
        read_notices(written(tmp_path / "b.json", "[" * 200_000))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"$schema": "http://json-schema.org", "properties": {"ocid": {"type": "string"}, "tag": {}}}, "a schema"),
        ({"codes": [{"code": "a", "title": "A"}]}, "a list of codes"),
        ({"Construction": ["Bridges", "Roads"]}, "no notices in this JSON"),
        ([], "no notices in this JSON"),
    ],
)
def test_json_that_is_no_notices_is_refused(tmp_path: Path, value: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_notices(written(tmp_path / "a.json", value))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Code", "Title", "Description"], "list of codes"),
        (["section", "path", "title", "description", "type"], "list of the fields"),
        (["Date", "Supplier", "Amount"], "headings are Date, Supplier, Amount"),
        (["title", "firstName", "surname", "type", "email"], "headings are title, firstName"),
    ],
)
def test_a_table_that_is_no_notices_is_refused(tmp_path: Path, header: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_notices(table(tmp_path / "a.csv", header, ["a", "b", "c", "d", "e"][: len(header)]))


def test_a_table_of_paths(tmp_path: Path) -> None:
    header = [
        *("uri", "releases/0/ocid", "releases/0/date", "releases/0/tag/0", "releases/0/buyer/name"),
        *("releases/0/tender/title", "releases/0/awards/0/value/amount", "releases/0/awards/0/value/currency"),
        *("releases/0/awards/0/date", "releases/0/awards/0/suppliers/0/name", "releases/0/awards/0/suppliers/1/name"),
    ]
    award = ["", "o1", "2020-08-05", "award", COUNCIL, "Gritting", "10.5", "GBP", "2020-08-01", "Brinwold", "Zelumbra"]
    tender = ["", "o2", "2020-08-05", "tender", COUNCIL, "Salt", "", "GBP", "", "", ""]
    made = read_notices(table(tmp_path / "a.csv", header, award, tender, [""] * 11))
    assert [(r["supplier_name"], r["value_pence"], r["suppliers"]) for r in made.rows] == [
        ("Brinwold", 1050, 2),
        ("Zelumbra", 1050, 2),
    ]
    assert (made.rows_read, made.notices, dict(made.other_stages), made.blank) == (3, 1, {"tender": 1}, 1)


def test_the_export_of_contracts_finder(tmp_path: Path) -> None:
    header = [
        *("Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title", "Description"),
        *("Cpv Codes", "Awarded Date", "Awarded Value", "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]"),
        *("Contract start date", "Contract end date"),
    ]
    several = "[Brinwold Ltd|1 Lane, Leeds|COMPANIES_HOUSE|99000002|Yes|No][Zelumbra|2 Lane|NONE||No|Yes]"
    awarded = ["N1", "Contract", COUNCIL, "Awarded", "01/03/2024", "Salt", "d", "14400000 90630000", "20/02/2024"]
    rows = (
        [*awarded, "1,500.00", several, "01/04/2024", "31/03/2025"],
        ["N2", "Contract", COUNCIL, "Open", "01/03/2024", "Sand", "d", "", "", "", "", "", ""],
    )
    made = read_notices(table(tmp_path / "a.csv", header, *rows))
    assert [(r["supplier_name"], r["company_number"], r["sme"], r["vcse"]) for r in made.rows] == [
        ("Brinwold Ltd", "99000002", True, False),
        ("Zelumbra", None, False, True),
    ]
    assert {(r["value_pence"], r["start"], tuple(r["cpv"])) for r in made.rows} == {
        (150000, date(2024, 4, 1), ("14400000", "90630000"))
    }
    assert dict(made.other_stages) == {"Open": 1}


def test_flat_objects_as_re_users_write_them(tmp_path: Path) -> None:
    awarded = {
        "id": "n1",
        "title": "Salt",
        "organisation": COUNCIL,
        "status": "awarded",
        "published_date": "2024-03-01",
        "awarded_date": "2024-02-20",
        "awarded_value": 1500.25,
        "awarded_supplier": "Brinwold",
        "awarded_to_sme": True,
    }
    closed = {**awarded, "id": "n2", "status": "closed", "awarded_date": "", "awarded_value": 0, "awarded_supplier": ""}
    made = read_notices(written(tmp_path / "a.json", {"meta": {"x": 1}, "contracts": [awarded, closed]}))
    (row,) = made.rows
    assert (row["supplier_name"], row["value_pence"], row["sme"]) == ("Brinwold", 150025, True)
    assert dict(made.other_stages) == {"closed": 1}


def test_rows_that_repeat_an_award_for_another_supplier_are_joined(tmp_path: Path) -> None:
    header = ["_link_release", "council", "gss_code", "tender_title", "classification_id", "id_award"]
    header += ["award_amount", "award_decision_date", "supplier_name"]
    one = ["1", COUNCIL, "E08000032", "Salt", "14400000", "a1", "100.0", "2024-02-20", "Brinwold"]
    made = read_notices(
        table(tmp_path / "a.csv", header, one, [*one[:4], "90630000", *one[5:]], [*one[:8], "Zelumbra"])
    )
    assert [r["supplier_name"] for r in made.rows] == ["Brinwold", "Zelumbra"]
    assert made.rows[0]["cpv"] == ["14400000", "90630000"]
    assert (made.rows_read, made.notices, made.joined) == (3, 1, 2)


def test_a_package_in_a_cell_as_python_writes_it(tmp_path: Path) -> None:
    said = repr(package(release(1))).replace("1234.5", "0.1000000000000000055")
    rows = [[said, "o1"], ['{"releases": [{"ocid": "o2", "ti', "o2"]]
    made = read_notices(table(tmp_path / "a.csv", ["ocds_json", "ocid"], *rows))
    assert [r["amount"] for r in made.rows] == ["0.1000000000000000055"]
    assert sum(made.quarantined.values()) == 1


def test_a_workbook_of_notices(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Awards")
    rows = [["Awards of this spring"], [], ["Notice ID", "Published Date", "Buyer Name", "Award Title", "Award Value"]]
    rows[2].append("Supplier Name")
    for n, row in enumerate([*rows, ["n1", "2024-03-01", COUNCIL, "Salt", 12.34, "Brinwold"]]):
        sheet.write_row(n, 0, row)
    book.close()
    (row,) = read_notices(tmp_path / "a.xlsx").rows
    assert (row["value_pence"], row["source_row"], row["source_place"]) == (1234, 4, "Awards")


def _linked(folder: Path) -> list[Path]:
    return [
        table(
            folder / "awards.csv",
            [
                *("_link", "_link_release", "id", "title", "status", "date", "value_amount", "value_currency"),
                *("contractPeriod_startDate", "contractPeriod_endDate", "datePublished"),
            ],
            ["1.awards.0", "1", "a1", "", "active", "2022-05-18", "37982.17", "GBP", "2022-06-01", "2023-05-31", ""],
        ),
        table(
            folder / "suppliers.csv",
            ["_link", "_link_release", "_link_awards", "name", "identifier_scheme", "identifier_id", "sme"],
            ["1.awards.0.suppliers.0", "1", "1.awards.0", "Brinwold", "GB-COH", "99000002", "1.0"],
            ["9.awards.0.suppliers.0", "9", "9.awards.0", "Nobody's", "", "", ""],
        ),
        table(
            folder / "buyer.csv", ["_link", "_link_release", "name"], ["1", "1", COUNCIL], ["2", "2", "Other Council"]
        ),
    ]


def test_tables_that_belong_together(tmp_path: Path) -> None:
    made = read_linked([one for path in _linked(tmp_path) for one in linked_table(path)])
    (row,) = made.rows
    assert (row["buyer_name"], row["supplier_name"], row["company_number"]) == (COUNCIL, "Brinwold", "99000002")
    assert (row["value_pence"], row["sme"]) == (3798217, True)
    assert (made.rows_read, made.notices, made.joined) == (5, 1, 2)
    assert made.quarantined == {NO_AWARD: 1}
    assert sum(made.other_stages.values()) == 1


def test_tables_whose_others_are_missing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the awards and the buyers are not among them"):
        read_linked(linked_table(_linked(tmp_path)[1]))


def test_contracts_say_what_awards_leave_out() -> None:
    award = {"id": "1", "suppliers": [{"id": "s", "name": "Quorvane Grit Ltd"}]}
    contract = {
        "id": "1",
        "awardID": "1",
        "dateSigned": "2025-02-01",
        "value": {"amount": 10, "amountGross": 12, "currency": "GBP"},
        "period": {"startDate": "2025-03-01", "endDate": "9999-12-31"},
    }
    into = Tidied()
    take(release(1, awards=[award], contracts=[contract]), Place(1), into)
    (row,) = into.rows
    assert (row["value_pence"], row["value_gross_pence"], row["value_basis"]) == (1000, 1200, "net")
    assert (row["award_date"], row["start"], row["end"]) == (date(2025, 2, 1), date(2025, 3, 1), None)
    assert "9999-12-31" in row["remarks"][0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["ocid", "buyer", "awards", "tender", "suppliers", "value", "amount", "id", "name", "parties", "tag"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_release_breaks_the_reader_and_each_is_counted(value: Any) -> None:
    into = Tidied()
    take(value, Place(1), into)
    assert into.rows_read == into.accounted == 1
    into.frame()


@given(
    st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=9), max_size=4)
)
def test_what_python_writes_is_read_as_it_was(value: dict[str, Any]) -> None:
    assert parsed_cell(repr(value)) == value
    assert parsed(json.dumps(value)) == value
