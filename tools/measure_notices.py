"""How well contracts are matched to award notices: ``python -m tools.measure_notices FOLDER [--register FILE.csv]``.

FOLDER holds published notices. Buyers are put into halves by a hash of their code: weights and thresholds were looked
at with one half only. Prints the figures of docs/reference/notices.md.
"""

import argparse
import csv
import hashlib
import random
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tallystick.contracts.rules.notice_matching import OFFERED_AT, ContractFacts, NoticeFacts, Notices, matches
from tallystick.kit.dates import read_date
from tallystick.kit.money import read_amount
from tallystick.lake import notices as lake
from tallystick.lake.companies import company_number
from tallystick.lake.notices import NoticeRow
from tallystick.lake.store.home import Home

_FORM = re.compile(r"\b(limited|ltd|plc|llp|uk)\b\.?", re.IGNORECASE)
_NAMES = [field.name for field in fields(NoticeFacts)]
_LEAST_AWARDS = 5
_MOST_AWARDS = 20
_THRESHOLDS = (0.5, OFFERED_AT, 0.9, 0.95)


@dataclass(frozen=True)
class _Asked:
    """One contract, matched with its notice there (present) or taken away: what was offered first, how sure, and
    whether it is the one."""

    present: bool
    titled: bool
    confidence: float
    right: bool


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--register", type=Path)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        lake.load(home, [given.folder], now=datetime.now(UTC))
        for held in (False, True):
            _halves(home, held=held)
        for held in (False, True):
            _two_sources(home, held=held)
        if given.register:
            _register(home, given.register)


def facts(row: NoticeRow) -> NoticeFacts:
    return NoticeFacts(**{name: getattr(row, name) for name in _NAMES})


def _held(code: str) -> bool:
    return hashlib.sha256(code.encode()).digest()[0] % 2 == 0


def _buyers(home: Home, *, held: bool) -> list[tuple[NoticeRow, ...]]:
    codes = sorted(b.code for b in lake.buyers(home) if b.code and b.rows >= _LEAST_AWARDS and _held(b.code) == held)
    return [
        rows
        for rows in (lake.of_buyer(home, code) for code in codes)
        if len({award_of(r) for r in rows}) >= _LEAST_AWARDS
    ]


def award_of(row: NoticeRow) -> tuple[str, str]:
    return row.process, row.award_id or row.id


def _alike(one: NoticeRow, other: NoticeRow) -> bool:
    """Whether two rows are the same award, in one file or in two."""
    same = one.supplier_key == other.supplier_key and one.award_date == other.award_date
    return award_of(one) == award_of(other) or (same and one.value_pence == other.value_pence)


def _halves(home: Home, *, held: bool) -> None:
    rng = random.Random(11)
    asked: list[_Asked] = []
    buyers = _buyers(home, held=held)
    began = time.perf_counter()
    for rows in buyers:
        whole = Notices(map(facts, rows))
        by_award: dict[tuple[str, str], list[NoticeRow]] = {}
        for row in rows:
            if row.supplier_name:
                by_award.setdefault(award_of(row), []).append(row)
        keys = list(by_award)
        rng.shuffle(keys)
        for key in keys[:_MOST_AWARDS]:
            row = rng.choice(by_award[key])
            contract = _as_in_a_register(row, rng)
            same = {other.id for other in rows if _alike(row, other)}
            rest = [other for other in rows if other.id not in same and other.process != row.process]
            for present, among in ((True, whole), (False, Notices(map(facts, rest)))):
                found = matches(contract, among)
                confidence = found[0].confidence if found else 0.0
                right = present and bool(found) and found[0].id in same
                asked.append(_Asked(present, bool(row.title), confidence, right))
    seconds = time.perf_counter() - began
    which = "Held out" if held else "Looked at"
    print(f"\n## {which}: {len(buyers)} buyers, {len(asked) // 2} contracts, {seconds:.0f} s")
    for titled in (None, True, False):
        _table([one for one in asked if titled is None or one.titled == titled], titled)


def _table(asked: Sequence[_Asked], titled: bool | None) -> None:
    there = [one for one in asked if one.present]
    gone = [one for one in asked if not one.present]
    print(
        f"titled {titled}: {len(there)}\n| from | found | wrong, notice there | offered, notice not there | precision |"
    )
    for least in _THRESHOLDS:
        offered = [one for one in asked if one.confidence >= least]
        right = sum(one.right for one in offered)
        wrong = sum(not one.right for one in there if one.confidence >= least)
        false = sum(one.confidence >= least for one in gone)
        print(
            f"| {least} | {right / len(there):.1%} | {wrong / len(there):.2%} | {false / len(gone):.2%} "
            f"| {right / max(len(offered), 1):.1%} |"
        )


def _as_in_a_register(row: NoticeRow, rng: random.Random) -> ContractFacts:
    """An award as a register might have it.

    Names shortened and misspelt, dates moved or missing, values rounded, by the year, with VAT or missing, four words
    in ten of the title gone, most company numbers missing, no award date.
    """
    start, end = row.start, row.end
    chance = rng.random()
    if start and chance >= 0.5:
        moved = start + timedelta(days=rng.randint(-45, 45))
        start = start.replace(day=1) if chance < 0.7 else moved if chance < 0.9 else None
    chance = rng.random()
    if end and chance >= 0.4:
        end = _later(end, rng.choice((12, 24))) if chance < 0.7 else None
    value, annual = _value(row, rng)
    title = row.title
    if title:
        words = title.split()
        title = " ".join(word for word in words if rng.random() > 0.4) or words[0]
    number = (row.company_number,) if row.company_number and rng.random() < 0.3 else ()
    return ContractFacts(
        title, None, (_name(row.supplier_name or "", rng),), number, (), start, end, None, value, annual
    )


def _value(row: NoticeRow, rng: random.Random) -> tuple[int | None, int | None]:
    value = row.value_pence
    if not value:
        return None, None
    chance = rng.random()
    if chance < 0.3:
        return value, None
    if chance < 0.5:
        step = 10 ** max(len(str(value)) - 2, 0)
        return (value + step // 2) // step * step, None
    if chance < 0.7:
        days = (row.end - row.start).days + 1 if row.start and row.end and row.end > row.start else 365
        return None, value * 365 // max(days, 365)
    return (value * 120 // 100, None) if chance < 0.8 else (None, None)


def _name(name: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.3:
        return name
    if chance < 0.6:
        return _FORM.sub("", name).strip(" ,()") or name
    if chance < 0.75:
        return name.upper()
    if chance < 0.85:
        return name.replace("Limited", "Ltd").replace("LIMITED", "LTD").replace("&", "and")
    if chance < 0.95 and len(name) > 6:
        at = rng.randrange(1, len(name) - 1)
        return name[:at] + name[at + 1 :]
    return " ".join(name.split()[:2])


def _later(day: date, months: int) -> date:
    return day.replace(year=day.year + months // 12, day=min(day.day, 28))


def _two_sources(home: Home, *, held: bool) -> None:
    """Awards that two files tell of, with the same supplier, day and value.

    Each as the contract, the other file's as the notices; and with each of the three hidden in turn.
    """
    counts: dict[str, list[int]] = {}
    for rows in _buyers(home, held=held):
        for one in sorted({row.sha256 for row in rows}):
            others = [row for row in rows if row.sha256 != one]
            ready = Notices(map(facts, others))
            for row in (r for r in rows if r.sha256 == one and r.value_pence and r.award_date and r.supplier_key):
                same = {award_of(other) for other in others if _alike(row, other)}
                by_id = {other.id: award_of(other) for other in others}
                for hidden in ("nothing", "value", "supplier", "award date") if same else ():
                    found = [m for m in matches(_plainly(row, hidden), ready) if m.offered]
                    told = counts.setdefault(hidden, [0, 0, 0])
                    told[0] += 1
                    told[1] += bool(found) and by_id[found[0].id] in same
                    told[2] += bool(found) and by_id[found[0].id] not in same
    print(f"\n## In two files, {'held out' if held else 'looked at'}\n| hidden | pairs | found | another offered |")
    for hidden, (pairs, right, wrong) in counts.items():
        print(f"| {hidden} | {pairs} | {right} | {wrong} |")


def _plainly(row: NoticeRow, hidden: str) -> ContractFacts:
    name = (row.supplier_name,) if row.supplier_name and hidden != "supplier" else ()
    number = (row.company_number,) if row.company_number and hidden != "supplier" else ()
    awarded = None if hidden == "award date" else row.award_date
    value = None if hidden == "value" else row.value_pence
    return ContractFacts(
        row.title, row.description, name, number, (), row.start, row.end, awarded, value, None, row.cpv
    )


def _register(home: Home, path: Path) -> None:
    """A register of years before the notices: none of its contracts can have one."""
    rows = list(csv.DictReader(path.read_text(encoding="cp1252").splitlines()))
    code = next(b.code for b in lake.buyers(home) if b.code and b.name == rows[0]["Organisation name"])
    ready = Notices(map(facts, lake.of_buyer(home, code)))
    began = time.perf_counter()
    found = [matches(_registered(row), ready) for row in rows]
    offered = sum(bool(one) and one[0].offered for one in found)
    seconds = time.perf_counter() - began
    print(f"\n## Register: {len(rows)} contracts, {len(ready.rows)} notices, {seconds:.1f} s")
    print(f"{offered} offered, {sum(map(bool, found))} shown")


def _registered(row: dict[str, str]) -> ContractFacts:
    value = read_amount(row["Contract value"])
    number = company_number(row["Supplier registered company number"].rsplit("/", 1)[-1])
    start, end = (read_date(row[name]) for name in ("Contract start date", "End date"))
    return ContractFacts(
        title=row["Title of the Agreement"],
        description=row["Description of goods and services"],
        suppliers=(row["Supplier name"],) if row["Supplier name"] else (),
        company_numbers=(number,) if number else (),
        references=(row["Contract Reference number / ID"],),
        start=start.day if start else None,
        end=end.day if end else None,
        value_pence=value.pence if value else None,
    )


if __name__ == "__main__":
    main()
