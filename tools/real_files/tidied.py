"""Other people's tidied versions of the same months, and how they compare with what was loaded.

They are not the truth: most have lost every minus sign and bracket. So rows and absolute sums are compared.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tools.real_files.loaded import File, Run

WITHIN = 0.001
"""A difference of up to a thousandth needs no explanation."""

_HEADED_WITHIN = 40
_HALF = 0.5
Payment = tuple[str, int, str]
"""Date as ISO text ("" if not known), absolute pence, payee in small letters and digits only."""


@dataclass(frozen=True)
class Tidied:
    """One tidied file. rows: records under its headings that hold anything. unread: those without a readable amount."""

    name: str
    payments: tuple[Payment, ...]
    rows: int
    unread: int
    negative: int

    @property
    def pence(self) -> int:
        return sum(pence for _, pence, _ in self.payments)


@dataclass(frozen=True)
class Pair:
    """A tidied file and the raw file that it was made from, told by their payments."""

    tidied: Tidied
    file: File

    @cached_property
    def ours(self) -> tuple[Payment, ...]:
        return payments_of(self.file)

    @property
    def our_pence(self) -> int:
        return sum(pence for _, pence, _ in self.ours)

    @property
    def rows_off(self) -> float:
        return _off(self.tidied.rows, len(self.ours))

    @property
    def pence_off(self) -> float:
        return _off(self.tidied.pence, self.our_pence)

    @property
    def alike(self) -> bool:
        return max(abs(self.rows_off), abs(self.pence_off)) <= WITHIN

    @property
    def our_negative(self) -> int:
        return int((self.file.paid["amount_pence"] < 0).sum())

    def unlike(self, *parts: int) -> int:
        """How many of our payments have no fellow there with the same parts (0 date, 1 amount, 2 payee)."""
        return _apart(self.ours, self.tidied.payments, parts)


def payments_of(file: File) -> tuple[Payment, ...]:
    rows = file.paid.select("date", "amount_pence", "supplier").rows()
    return tuple((str(day or ""), abs(pence), _letters(supplier)) for day, pence, supplier in rows)


def tidied_files(root: Path, body: str) -> list[Path]:
    return sorted(p for p in (root / body / "clean").glob("*") if p.is_file())


def compare(run: Run, root: Path, body: str, elsewhere: Sequence[str]) -> tuple[list[Pair], list[Path]]:
    """The pairs of one body, and its tidied files whose raw file is not there.

    elsewhere: other folders that hold raw files of the same publisher.
    """
    files = run.of([body, *elsewhere])
    known = {f.name: Counter((pence, payee[:12]) for _, pence, payee in payments_of(f)) for f in files}
    pairs: list[Pair] = []
    alone: list[Path] = []
    for path in tidied_files(root, body):
        tidied = read_tidied(root, body, path)
        there = Counter((pence, payee[:12]) for _, pence, payee in tidied.payments)
        size = there.total()
        shares = {n: in_common(there, k) / max(size, k.total(), 1) for n, k in known.items()}
        best = max(shares, key=lambda n: shares[n], default=None)
        if best is None or shares[best] < _HALF:
            same = f"{body}/raw/{path.name}"
            if same not in known:
                alone.append(path)
                continue
            best = same
        pairs.append(Pair(tidied, next(f for f in files if f.name == best)))
    return pairs, alone


def read_tidied(root: Path, body: str, path: Path) -> Tidied:
    words = json.loads((root / body / "raw" / "index.json").read_text(encoding="utf-8"))["columns"]["map"]
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    wanted = [[field, *words[field]] for field in ("Amount", "Payment Date", "Beneficiary Name")]
    headings = [[_position(row, names) for names in wanted] for row in rows[:_HEADED_WITHIN]]
    # The row that names most of the three, and the later of two: some kept a query's column names above the headings.
    at = max(
        range(len(headings)),
        key=lambda i: (headings[i][0] is not None, sum(p is not None for p in headings[i]), i),
        default=0,
    )
    amount, day, payee = headings[at] if headings else (None, None, None)
    if amount is None:
        return Tidied(f"{body}/clean/{path.name}", (), len(rows), len(rows), 0)
    read: list[Payment] = []
    negative = 0
    body_rows = rows[at + 1 :]
    for cells in body_rows:
        pence = _pence(_cell(cells, amount))
        if pence is not None:
            negative += pence < 0
            date = _cell(cells, day)
            read.append(
                (date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "", abs(pence), _letters(_cell(cells, payee)))
            )
    return Tidied(f"{body}/clean/{path.name}", tuple(read), len(body_rows), len(body_rows) - len(read), negative)


def in_common(one: Counter[Any], other: Counter[Any]) -> int:
    """How many things two bags share, quickly."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return sum(min(n, many[thing]) for thing, n in few.items() if thing in many)


def _apart(ours: Iterable[Payment], theirs: Iterable[Payment], parts: Sequence[int]) -> int:
    mine = Counter(tuple(p[i] for i in parts) for p in ours)
    return sum((mine - Counter(tuple(p[i] for i in parts) for p in theirs)).values())


def _position(row: Sequence[str], names: Sequence[str]) -> int | None:
    wanted = {n.strip().lower() for n in names}
    return next((i for i, cell in enumerate(row) if cell.strip().lower() in wanted), None)


def _cell(cells: Sequence[str], position: int | None) -> str:
    return cells[position].strip() if position is not None and position < len(cells) else ""


def _pence(text: str) -> int | None:
    try:
        return int((Decimal(text) * 100).to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, ValueError):
        return None


@lru_cache(maxsize=200_000)
def _letters(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (text or "").lower())


def _off(theirs: int, ours: int) -> float:
    return 0.0 if theirs == ours else (theirs - ours) / ours if ours else float("inf")
