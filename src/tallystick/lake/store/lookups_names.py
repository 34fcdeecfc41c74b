"""What a supplier is called, with the numbers that publishers put beside each name."""

from dataclasses import dataclass

from tallystick.lake.store.chosen import mapped, supplier_no_of
from tallystick.lake.store.home import Home


@dataclass(frozen=True)
class SupplierName:
    """One spelling of a supplier with one company number, as published.

    supplier_key: the name folded; "" where it has no letter or figure. organisations: who wrote it so.
    confidence, from 0 to 1, and why: that it is this supplier's.
    """

    supplier: str
    supplier_key: str
    company_number: str | None
    payments: int
    amount_pence: int
    organisations: tuple[str, ...]
    vat_numbers: tuple[str, ...]
    postcodes: tuple[str, ...]
    supplier_numbers: tuple[str, ...]
    confidence: float
    why: str


_NAMES = """
WITH meant AS (SELECT mention_id, confidence, why FROM maps.supplier_of WHERE supplier_no = ?),
paid AS (
    SELECT mention_id, list_sort(list(DISTINCT coalesce(organisation, 'not known'))) AS organisations
    FROM lines SEMI JOIN meant USING (mention_id) LEFT JOIN organisations USING (organisation_id) GROUP BY 1
),
told AS (
    SELECT mention_id, list_sort(list(DISTINCT vat_number) FILTER (vat_number IS NOT NULL)) AS vat_numbers,
        list_sort(list(DISTINCT postcode) FILTER (postcode IS NOT NULL)) AS postcodes,
        list_sort(list(DISTINCT supplier_number) FILTER (supplier_number IS NOT NULL)) AS supplier_numbers
    FROM mention_evidence SEMI JOIN meant USING (mention_id) GROUP BY 1
)
SELECT s.supplier, coalesce(n.supplier_key, ''), m.company_number, m.payments, m.amount_pence, paid.organisations,
    vat_numbers, postcodes, supplier_numbers, meant.confidence, meant.why
FROM meant JOIN mentions m USING (mention_id) JOIN spellings s USING (spelling_id)
LEFT JOIN by_supplier n ON n.supplier_id = s.supplier_id
LEFT JOIN paid USING (mention_id) LEFT JOIN told USING (mention_id)
ORDER BY m.amount_pence DESC, s.supplier, m.company_number
"""


def supplier_names(home: Home, supplier_id: str) -> list[SupplierName]:
    """Everything that a supplier is called, the most money first. Raises NotWorkedOut where suppliers are not."""
    opened = mapped(home)
    found = opened.rows(_NAMES, [supplier_no_of(opened, supplier_id)])
    return [SupplierName(*row[:5], *(tuple(one or ()) for one in row[5:9]), *row[9:]) for row in found]


def statuses(home: Home) -> list[str]:
    """Every status that some supplier has on the company register, as the register has it, in order."""
    opened = mapped(home)
    sql = "SELECT DISTINCT status FROM maps.suppliers WHERE status IS NOT NULL ORDER BY 1"
    return opened.once("statuses", lambda: [status for (status,) in opened.rows(sql)])
