"""Which published column is which: from headings, from content, and from what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.lake.reading import ColumnReading
from tallystick.lake.tidy.content import Content
from tallystick.lake.tidy.headings import AMOUNTS, FIELDS, fold, vocabulary

_LABELS = {
    "supplier_number": "the supplier's own number", "company_number": "the company number",
    "vat_number": "the VAT number", "supplier_postcode": "the supplier's postcode",
    "category_code": "the category", "contract_reference": "the contract reference",
    "net": "the amount net of VAT", "gross": "the amount with VAT", "vat": "VAT",
}  # fmt: skip

_PAYEES = ("supplier", "payee", "vendor", "creditor", "beneficiary", "merchant")


@dataclass(frozen=True)
class Column:
    """One published column, ready to be judged."""

    position: int
    heading: str
    content: Content
    sample: tuple[str, ...] = ()
    known_organisations: float = 0.0
    """Share of the sample's cells that name a body in the reference list."""

    @property
    def name(self) -> str:
        """The heading, or `column 3` (1-based) where there is none: how people and decisions refer to it."""
        return self.heading or f"column {self.position + 1}"

    @property
    def key(self) -> str:
        return fold(self.heading) or f"column {self.position + 1}"


@dataclass(frozen=True)
class ColumnMap:
    """Positions of fields, the column whose money is used, and the reading of every column."""

    positions: dict[str, int]
    amount: int | None
    basis: str
    readings: list[ColumnReading]

    @property
    def strength(self) -> float:
        """How sure the whole of it is: the sum of its columns' confidence."""
        return sum(r.confidence for r in self.readings if r.field)


def map_columns(columns: Sequence[Column], decided: Mapping[str, tuple[str, str]], *, has_header: bool) -> ColumnMap:
    """Give each field at most one column and each column at most one field.

    decided: column key -> (field or ``extra``, ``person`` or ``learned``): a person's word, which always wins.
    """
    chosen: dict[str, tuple[Column, float, str, str]] = {}
    taken: set[int] = set()
    for column in columns:
        if column.key in decided:
            name, how = decided[column.key]
            taken.add(column.position)
            if name in FIELDS:
                if name in chosen:
                    taken.discard(chosen[name][0].position)
                why = (
                    "You said so for this file." if how == "person" else "Learned: a person said so for this publisher."
                )
                chosen[name] = (column, 1.0, how, why)
    offers = sorted(
        (
            (-score, FIELDS.index(name), column.position, column, name, how, why)
            for column in columns
            if column.position not in taken
            for name, (score, how, why) in _offers(column, has_header=has_header).items()
        ),
        key=lambda offer: offer[:3],
    )
    for negative, _, position, column, name, how, why in offers:
        if name in chosen or position in taken:
            continue
        chosen[name] = (column, -negative, how, why)
        taken.add(position)
    _settle_amounts(columns, chosen, taken)
    positions = {name: entry[0].position for name, entry in chosen.items()}
    amount, basis = _amount(chosen)
    return ColumnMap(positions, amount, basis, _readings(columns, chosen))


def _offers(column: Column, *, has_header: bool) -> dict[str, tuple[float, str, str]]:
    """Field -> (score, how, why) for everything that this column could be."""
    content = column.content
    offers: dict[str, tuple[float, str, str]] = {}
    suggested = vocabulary().guesses(fold(column.heading))
    for name, strength in suggested.items():
        fit = _fit(name, column)
        if fit > 0:
            offers[name] = (strength * fit, "heading", f"Its heading, “{column.heading}”, says so.")
    numbered = content.text < 0.2 and content.code >= 0.8 and content.decimals < 0.1 and content.dates < 0.5
    if numbered and "supplier" in suggested and not suggested.keys() & {"supplier_number", "date", *AMOUNTS}:
        why = f"Its heading, “{column.heading}”, says supplier, and its cells are numbers."
        offers["supplier_number"] = (0.78, "heading", why)
    if content.count == 0:
        return offers
    unnamed = not fold(column.heading)
    # A heading that says something else outweighs what the cells look like; a blank one cannot.
    trust = 0.62 if unnamed or not has_header else 0.4
    by_content = {
        "date": content.dates >= 0.9 and "Its cells are dates.",
        "amount": _is_money(content) and "Its cells are sums of money.",
        "supplier": ((content.legal >= 0.2 and unnamed) or content.firms >= 0.1)
        and content.text > 0.8
        and content.distinct > 0.15
        and not content.constant and "Its cells look like names of companies and other payees.",
        "organisation": column.known_organisations >= 0.9 and content.distinct <= 0.34
        and "Its cells name a public body, nearly always the same one.",
    }  # fmt: skip
    if unnamed and not has_header:
        by_content["account"] = content.text > 0.8 and content.distinct < 0.8 and "Its cells are words that repeat."
        by_content["transaction"] = (
            content.code > 0.9
            and content.distinct > 0.9
            and content.decimals < 0.1
            and "Its cells are codes, nearly all different."
        )
    for name, said in by_content.items():
        if said and name not in offers:
            scale = {
                "supplier": min(1.0, 0.6 + content.firms + 0.3 * content.distinct),
                "account": 0.5,
                "transaction": 0.5,
            }.get(name, 1.0)
            offers[name] = (trust * scale, "content", str(said))
    return offers


def _is_money(content: Content) -> bool:
    return content.money >= 0.9 and (content.decimals >= 0.3 or content.pounds >= 0.3) and content.dates < 0.5


def _fit(name: str, column: Column) -> float:
    """How well the cells bear out a heading: 0 (they deny it) to 1."""
    c = column.content
    if c.count == 0:
        return 0.35
    if name == "date":
        return 1.0 if c.dates + c.serials >= 0.5 else (0.5 if c.dates + c.serials >= 0.2 else 0.0)
    if name in ("net", "gross", "amount", "vat"):
        if name == "vat":
            return 0.9 if c.money >= 0.3 or c.text > 0.5 else 0.5
        if c.money < 0.4 or c.uri > 0.2:
            return 0.0
        whole = c.decimals < 0.05 and c.pounds < 0.05 and c.distinct > 0.97 and c.count > 20
        return (0.8 if whole else 1.0) * (0.6 + 0.4 * c.filled)
    if name == "supplier":
        return 1.0 if c.text >= 0.5 else (0.25 if c.text >= 0.2 else 0.0)
    if name == "supplier_number":
        return 0.6 if c.words > 1.8 and c.text > 0.7 else 1.0
    if name == "company_number":
        return 1.0 if c.company >= 0.2 or c.text > 0.5 else 0.6
    if name == "supplier_postcode":
        # One postcode on every row, under a heading that names nobody, is more likely the publisher's own.
        own = c.constant and c.count > 1 and len(fold(column.heading).split()) <= 2
        return 0.0 if own and not fold(column.heading).startswith(_PAYEES) else float(c.postcodes >= 0.3)
    if name == "organisation":
        if c.uri > 0.5 or (c.text < 0.5 and column.known_organisations < 0.5):
            return 0.6 if column.known_organisations >= 0.5 else 0.3
        return 1.0 if column.known_organisations >= 0.5 else 0.8
    if name == "department":
        if c.text < 0.3:
            return 0.5
        return 0.55 if column.known_organisations >= 0.9 and c.constant else 1.0
    if name in ("description", "account"):
        return 1.0 if c.text >= 0.5 else 0.6
    if name == "category_code":
        return 0.6 if c.uri > 0.5 else 1.0
    if name == "card":
        return 1.0 if c.yes_no >= 0.6 else 0.0
    if name == "transaction":
        return 0.7 if c.words > 3 else 1.0
    return 1.0


def _settle_amounts(
    columns: Sequence[Column], chosen: dict[str, tuple[Column, float, str, str]], taken: set[int]
) -> None:
    """Where no amount was found by its heading, the likeliest column of money is it."""
    if any(name in chosen for name in AMOUNTS):
        return
    likely = [
        c
        for c in columns
        if c.position not in taken and c.content.money >= 0.8 and c.content.dates < 0.5 and c.content.filled > 0.3
    ]
    likely = [c for c in likely if c.content.decimals >= 0.05 or c.content.pounds >= 0.05]
    if likely:
        best = max(likely, key=lambda c: (c.content.pounds + c.content.decimals, c.position))
        chosen["amount"] = (best, 0.5, "content", "Its cells are sums of money, and no heading names an amount.")
        taken.add(best.position)


def _amount(chosen: Mapping[str, tuple[Column, float, str, str]]) -> tuple[int | None, str]:
    """The column whose money is used: a net one if it is filled as well as any other, else gross, else unstated."""
    present = {name: chosen[name][0] for name in AMOUNTS if name in chosen}
    if not present:
        return None, "unknown"
    fullest = max(column.content.filled for column in present.values())
    for name in ("net", "amount", "gross"):
        if name in present and (
            present[name].content.filled >= fullest - 0.1 or chosen[name][2] in ("person", "learned")
        ):
            return present[name].position, "unknown" if name == "amount" else name
    name = max(present, key=lambda n: present[n].content.filled)
    return present[name].position, "unknown" if name == "amount" else name


def _readings(columns: Sequence[Column], chosen: Mapping[str, tuple[Column, float, str, str]]) -> list[ColumnReading]:
    by_position = {entry[0].position: (name, entry) for name, entry in chosen.items()}
    readings = []
    for column in columns:
        found = by_position.get(column.position)
        if found:
            name, (_, score, how, why) = found
            readings.append(
                ColumnReading(column.position, column.heading, name, why, round(score, 2), how, list(column.sample))
            )
        else:
            why = (
                "It is empty." if column.content.count == 0 else "It has no place of its own: it is kept with each row."
            )
            readings.append(ColumnReading(column.position, column.heading, None, why, 0.0, "none", list(column.sample)))
    return readings


def label(name: str) -> str:
    """A field in words for a sentence."""
    return _LABELS.get(name, f"the {name}")
