"""Searches for what adds up and is wrong all the same: adding up cannot show it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from tools.real_files.loaded import File
from tools.real_files.tidied import in_common

_REFERENCE = re.compile(r"^0\d{4,}$")
_FEW = 5


@dataclass(frozen=True)
class Doubt:
    """check: its name in explained.toml. what: the file or files. rows: payments in doubt. saw: what was seen."""

    check: str
    what: str
    rows: int
    saw: str


def doubts(files: Sequence[File]) -> list[Doubt]:
    """Everything that deserves a person's look, in files that gave payments."""
    found: list[Doubt] = []
    for file in files:
        if file.read:
            found.extend(_of_one(file))
    return [*found, *_counted_twice(files)]


def _of_one(file: File) -> Iterator[Doubt]:
    for table in file.reading.tables:
        if table.outcome != "loaded":
            continue
        amount = next(
            (
                c
                for c in table.mapping
                if c.field in ("net", "gross", "amount") and c.heading == table.columns["amount"]
            ),
            None,
        )
        if amount and any(_REFERENCE.match(cell) for cell in amount.sample):
            yield Doubt(
                "amounts",
                file.name,
                table.payments,
                "cells of the amount column begin with noughts, as reference numbers do",
            )
    paid = file.paid
    codes = paid["transaction"].drop_nulls()
    if len(codes) >= _FEW and (~codes.str.contains(r"\d")).mean() > 0.5:  # type: ignore[operator]
        yield Doubt("transactions", file.name, len(codes), "most transaction numbers have no digit")
    orders = {t.date_order["order"] for t in file.reading.tables if t.date_order}
    months = paid["month"].drop_nulls().value_counts(sort=True)
    if "month" in orders and months.height > 1:
        saw = f"read month first, and spread over {months.height} months"
        yield Doubt("dates", file.name, int(months["count"][1:].sum()), saw)
    headings = {_letters(t.columns.get("supplier", "")) for t in file.reading.tables} - {""}
    names = paid["supplier"].drop_nulls()
    examples = int(names.is_in([n for n in names.unique().to_list() if _letters(n) in headings]).sum())
    if examples:
        yield Doubt("examples", file.name, examples, "the payee is the heading's own words")


def _counted_twice(files: Sequence[File]) -> Iterator[Doubt]:
    """Pairs of files of one publisher that both count, though most of one is in the other."""
    of_publisher: dict[str, list[tuple[File, Counter[int]]]] = defaultdict(list)
    for file in files:
        code = file.reading.organisation["code"]
        if file.read and code and not file.reading.held and file.paid.height > _FEW:
            of_publisher[code].append((file, Counter(file.paid["fingerprint"].to_list())))
    for group in of_publisher.values():
        for i, (one, its) in enumerate(group):
            for other, others in group[i + 1 :]:
                shared = in_common(its, others)
                smaller = min(one.paid.height, other.paid.height)
                if shared * 2 > smaller:
                    yield Doubt(
                        "counted twice",
                        f"{one.name} + {other.name}",
                        shared,
                        f"{shared:,} of the {smaller:,} payments of the smaller",
                    )


def no_dates(files: Sequence[File]) -> dict[str, tuple[int, int, int]]:
    """body -> files, payments and pence without a date or even a month."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for file in files:
        if file.read:
            blank = file.paid.filter(pl.col("month").is_null())
            if blank.height:
                sums = found[file.body]
                sums[0], sums[1], sums[2] = (
                    sums[0] + 1,
                    sums[1] + blank.height,
                    sums[2] + int(blank["amount_pence"].sum()),
                )
    return {body: (a, b, c) for body, (a, b, c) in found.items()}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())
