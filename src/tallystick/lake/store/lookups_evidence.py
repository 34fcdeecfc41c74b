"""All that was published of who was paid and what for: for the rooms that work out suppliers and categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home


@dataclass(frozen=True)
class Reach:
    """How much something bears on: payments, their sum in pence, and by how many publishers they were made."""

    payments: int
    amount_pence: int
    organisations: int


def mentions(home: Home) -> pl.DataFrame:
    """Every name that was paid, with each company number it was published with: one row each, in order of mention_id.

    mention_id, supplier (as written), supplier_key, company_number, payments, pence (how much, whichever way),
    vat_numbers, postcodes, supplier_numbers (``organisation_code:number``): lists, empty where none was published.
    Raises NothingLoaded before the first build.
    """
    return _frame(
        home,
        """
        SELECT m.mention_id, s.supplier, n.supplier_key, m.company_number, m.payments, abs(m.amount_pence) AS pence,
            coalesce(e.vat_numbers, []) AS vat_numbers, coalesce(e.postcodes, []) AS postcodes,
            coalesce(e.supplier_numbers, []) AS supplier_numbers
        FROM mentions m JOIN spellings s USING (spelling_id) LEFT JOIN by_supplier n ON n.supplier_id = s.supplier_id
        LEFT JOIN (
            SELECT mention_id, list_sort(list(DISTINCT vat_number) FILTER (vat_number IS NOT NULL)) AS vat_numbers,
                list_sort(list(DISTINCT postcode) FILTER (postcode IS NOT NULL)) AS postcodes,
                list_sort(list(DISTINCT o.organisation_code || ':' || supplier_number)
                    FILTER (o.organisation_code IS NOT NULL AND supplier_number IS NOT NULL)) AS supplier_numbers
            FROM mention_evidence LEFT JOIN organisations o USING (organisation_id) GROUP BY mention_id
        ) e USING (mention_id)
        ORDER BY mention_id
        """,
    )


def lines(home: Home) -> pl.DataFrame:
    """Every distinct wording of what was bought, in order of line_id.

    line_id, organisation_code, mention_id, supplier, department, description, account, category_scheme, category_code,
    payments, amount_pence. Raises NothingLoaded before the first build.
    """
    return _frame(
        home,
        """
        SELECT line_id, organisation_code, l.mention_id, s.supplier, department, description, account, category_scheme,
            category_code, l.payments, l.amount_pence
        FROM lines l LEFT JOIN organisations USING (organisation_id) LEFT JOIN departments USING (department_id)
        LEFT JOIN descriptions USING (description_id) LEFT JOIN accounts USING (account_id)
        LEFT JOIN codes USING (code_id)
        LEFT JOIN mentions m ON m.mention_id = l.mention_id LEFT JOIN spellings s ON s.spelling_id = m.spelling_id
        ORDER BY line_id
        """,
    )


PublishedRow = tuple[str, str | None, int]
"""SHA-256 of a file, sheet (None where it has none), row."""


def payment_ids(home: Home, rows: Sequence[PublishedRow]) -> dict[PublishedRow, int]:
    """The number that this build gives to the payment of each row; without those that are none."""
    return {row: payment_id for row, payment_id, _ in _payments_of(home, rows)}


def wordings(home: Home, rows: Sequence[PublishedRow]) -> dict[PublishedRow, str]:
    """What the payment of each row says that it was for: its description, then its account."""
    return {row: wording for row, _, wording in _payments_of(home, rows)}


def _payments_of(home: Home, rows: Sequence[PublishedRow]) -> list[tuple[PublishedRow, int, str]]:
    """Each row that is a payment, with its number and its wording."""
    if not rows:
        return []
    asked = pl.DataFrame(list(rows), schema={"sha256": pl.String, "sheet": pl.String, "row": pl.Int64}, orient="row")
    cursor = reader(home).new_cursor()
    cursor.register("asked", asked.to_arrow())
    found = cursor.execute(
        "SELECT f.sha256, p.sheet, p.row, payment_id, concat_ws(' ', description, account)"
        " FROM asked a JOIN files f ON f.sha256 = a.sha256 JOIN payments p ON p.file_id = f.file_id"
        " AND p.row = a.row AND p.sheet IS NOT DISTINCT FROM a.sheet LEFT JOIN lines l ON l.line_id = p.line_id"
        " LEFT JOIN descriptions d ON d.description_id = l.description_id"
        " LEFT JOIN accounts c ON c.account_id = l.account_id"
    ).fetchall()
    cursor.close()
    return [((sha256, sheet, row), payment_id, wording) for sha256, sheet, row, payment_id, wording in found]


def reach_of_account(home: Home, organisation_code: str, account: str) -> Reach:
    """The payments that a publisher booked to an account, under its name as written."""
    found = reader(home).row(
        "SELECT coalesce(sum(l.payments), 0), coalesce(sum(l.amount_pence), 0), count(DISTINCT organisation_id)"
        " FROM lines l JOIN organisations USING (organisation_id) JOIN accounts USING (account_id)"
        " WHERE organisation_code = ? AND account = ?",
        [organisation_code, account],
    )
    assert found is not None
    return Reach(*map(int, found))


def reach_of_supplier(home: Home, supplier_id: str, category: str | None = None) -> Reach:
    """The payments to a supplier; of one category if given. Nothing where suppliers were not worked out yet."""
    opened = reader(home)
    if not opened.maps:
        return Reach(0, 0, 0)
    found = opened.row(
        "SELECT coalesce(sum(c.payments), 0), coalesce(sum(c.amount_pence), 0), count(DISTINCT organisation_id)"
        " FROM maps.cube c JOIN maps.suppliers s USING (supplier_no) LEFT JOIN maps.categories k USING (category_no)"
        " WHERE s.supplier_id = ? AND (? IS NULL OR k.category = ? OR k.parent = ?)",
        [supplier_id, category, category, category],
    )
    assert found is not None
    return Reach(*map(int, found))


def _frame(home: Home, sql: str) -> pl.DataFrame:
    return reader(home).cursor.execute(sql).pl()
