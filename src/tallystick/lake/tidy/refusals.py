"""Tables that are no lists of payments, told apart by their headings and by what is missing."""

from tallystick.kit.errors import Refused
from tallystick.lake.tidy.headings import fold, vocabulary
from tallystick.lake.tidy.layout import Layout


def refuse_if_not_payments(layout: Layout) -> None:
    """Raises Refused, with the reason, where a table is no list of payments."""
    top = [fold(c) for row in layout.cells[:12].rows() for c in row if c]
    if vocabulary().pivot_corner & set(top) & {"row labels", "column labels"}:
        raise Refused("This is a pivot table.", what_to_do="Publish or ask for the rows behind it.")
    mapped = layout.map.positions
    headings = [fold(h) for h in layout.header.headings if h] if layout.header else []
    if sum(1 for h in headings if h in ("grand total", "total result")) and "date" not in mapped:
        raise Refused(
            "This is a pivot table: it has a column of grand totals.",
            what_to_do="Publish or ask for the rows behind it.",
        )
    words = vocabulary()
    registers = sum(1 for h in headings if h in words.register_exact or any(w in h for w in words.register))
    if registers >= 3 and not _has_payment_words(headings):
        raise Refused(
            "This is a register of contracts, not a list of payments.",
            what_to_do="Load the council's spending file; contracts have a place of their own.",
        )
    if not {"supplier", "date"} <= mapped.keys():
        for other in words.others:
            if sum(1 for w in other.words if any(f" {w} " in f" {h} " for h in headings)) >= other.least:
                raise Refused(
                    f"This is {other.name}, not a list of payments.", what_to_do="Load the spending file instead."
                )
    if layout.map.amount is None:
        raise Refused(
            "No column of money was found.",
            what_to_do="If there is one, say which it is on this file's page; otherwise ask for the list of payments.",
        )
    if "supplier" not in mapped and "transaction" not in mapped and not ("date" in mapped and "description" in mapped):
        raise Refused(
            "It gives totals, not payments: no column names who was paid.",
            what_to_do="If one does, say which it is on this file's page; otherwise ask for the list of payments.",
        )
    said = any(reading.how in ("person", "learned") for reading in layout.map.readings)
    if not said and "date" not in mapped and (layout.header is None or layout.header.by_shape):
        raise Refused(
            "No heading in it is known, and no column holds dates: it does not look like a list of payments.",
            what_to_do="If it is one, say which column is which on this file's page.",
        )
    _refuse_totals_by_supplier(layout)


def _has_payment_words(headings: list[str]) -> bool:
    return any(
        "paid" in h or "payment date" in h or "transaction" in h or "invoice" in h or h == "date" for h in headings
    )


def _refuse_totals_by_supplier(layout: Layout) -> None:
    """A summary has one row for each combination of its few other columns; a list of payments repeats some."""
    mapped = layout.map.positions
    if {"date", "transaction", "description"} & mapped.keys() or "supplier" not in mapped:
        return
    amounts = {layout.map.amount, *(mapped.get(f) for f in ("net", "gross", "vat"))}
    others = [c for c in layout.columns if c.content.count and c.position not in amounts]
    words = [c for c in others if c.content.text >= 0.5 and c.position != mapped["supplier"]]
    rows = layout.cells[layout.body :].select(f"c{c.position}" for c in others)
    if len(words) <= 2 and rows.height and rows.n_unique() > 0.99 * rows.height:
        raise Refused(
            "It gives one total for each supplier and no dates: a pivot table or summary, not payments.",
            what_to_do="Publish or ask for the rows behind it.",
        )
