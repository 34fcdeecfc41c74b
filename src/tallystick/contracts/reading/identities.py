"""What tells one contract of a register from another, so that the same one is known when the file comes again."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tallystick.contracts.reading.proposed import Proposed
from tallystick.contracts.reading.shapes import RowRead
from tallystick.contracts.rules.asking import Question, Suggestion
from tallystick.contracts.rules.cells import said_nothing

LONGEST = 200
_NOT_WORD = re.compile(r"[^a-z0-9]+")

_Key = tuple[str, str]


@lru_cache(maxsize=100_000)
def folded(text: str | None) -> str:
    """Without case, spaces or punctuation; "" for what says nothing."""
    if not text or said_nothing(text):
        return ""
    return _NOT_WORD.sub("", text.lower())


def identified(sheets: Sequence[Sequence[RowRead]]) -> list[list[RowRead]]:
    """The rows with their identities; rows that say what another sheet has said are set aside, and questions are asked
    of rows that say what another of their sheet says, and of references on several rows that may be one contract.

    The identity is the reference where one row of its council has it. Rows that share a reference and differ in title,
    supplier or dates are contracts of their own (a council numbers its tender, and lets each route by itself): the
    identity is then the reference with a print of title, supplier and start. Without a reference it is that print.
    """
    sheets = _without_copies(sheets)
    references = Counter(_reference(row.contract) for rows in sheets for row in rows if row.contract is not None)
    taken: Counter[_Key] = Counter()
    alike: dict[tuple[object, ...], int] = {}
    done = []
    for rows in sheets:
        found = []
        for row in rows:
            if row.contract is not None:
                row = _identified(row, row.contract, references, taken)
                row = _questioned(row, row.contract or Proposed(), alike)
            found.append(row)
        done.append(found)
    return done


def _reference(contract: Proposed) -> _Key:
    return _council(contract), folded(contract.reference)


def _council(contract: Proposed) -> str:
    return contract.organisation_code or folded(contract.organisation)


def _print(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _identified(row: RowRead, contract: Proposed, references: Counter[_Key], taken: Counter[_Key]) -> RowRead:
    key = _reference(contract)
    name = _print(folded(contract.title or contract.description), folded(contract.supplier), str(contract.start or ""))
    if key[1] and len(key[1]) <= 120:
        identity = f"ref:{key[1]}" if references[key] == 1 else f"ref:{key[1]}:{name}"
    else:
        identity = f"row:{name}"
    council = key[0], identity
    taken[council] += 1
    if taken[council] > 1:
        identity = f"{identity}#{taken[council]}"
    return replace(row, identity=identity[:LONGEST])


def _questioned(row: RowRead, contract: Proposed, alike: dict[tuple[object, ...], int]) -> RowRead:
    """The row with a question if an earlier one says the same, or may be the same contract."""
    whole = _whole(contract)
    reference = folded(contract.reference)
    same = (
        _council(contract),
        reference,
        folded(contract.title or contract.description),
        str(contract.start),
        str(contract.end),
        contract.lot or "",
    )
    say = suggestion = code = None
    if whole in alike:
        code, say = "repeated_row", f"This row says exactly what row {alike[whole]} says. Is it another contract?"
    elif reference and same in alike:
        code = "duplicate_reference"
        say = f"Row {alike[same]} has the same reference, title and dates. Are they one contract of several suppliers?"
    alike.setdefault(whole, row.row)
    if reference:
        alike.setdefault(same, row.row)
    if code is None or say is None:
        return row
    suggestion = (Suggestion("They are different contracts", {}),)
    question = Question("reference", contract.reference or "", code, say, suggestion)
    return replace(row, place="question", questions=(*row.questions, question))


def _whole(contract: Proposed) -> tuple[object, ...]:
    """All that a row says, cell by cell."""
    return (*contract.as_written.items(), *contract.other.items()) or (repr(contract),)


def _without_copies(sheets: Sequence[Sequence[RowRead]]) -> list[list[RowRead]]:
    """Rows that an earlier sheet has said already are set aside: a workbook often has the same table twice."""
    if len(sheets) < 2:
        return [list(rows) for rows in sheets]
    seen: set[tuple[str, ...]] = set()
    done = []
    for rows in sheets:
        here: set[tuple[str, ...]] = set()
        kept = []
        for row in rows:
            if row.contract is not None:
                whole = _written(row.contract)
                if whole in seen:
                    say = "Another sheet of this file has the same row."
                    row = replace(
                        row,
                        place="quarantined",
                        reason="repeats_another_sheet",
                        say=say,
                        contract=None,
                        questions=(),
                        identity=None,
                    )
                else:
                    here.add(whole)
            kept.append(row)
        seen |= here
        done.append(kept)
    return done


def _written(contract: Proposed) -> tuple[str, ...]:
    """The cells of a row as text, whatever sheet they are on."""
    texts = [" ".join(text.split()) for text in (*contract.as_written.values(), *contract.other.values())]
    return tuple(sorted(texts)) or (repr(contract),)


def shared_references(rows: Sequence[RowRead]) -> tuple[int, int]:
    """How many references stand on more than one row, and on how many rows they stand."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.contract is not None and folded(row.contract.reference):
            counts[folded(row.contract.reference)] += 1
    several = [count for count in counts.values() if count > 1]
    return len(several), sum(several)
