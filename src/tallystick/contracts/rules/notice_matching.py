"""Which published award notice a contract was, how sure that is, and why. Nothing is adopted here: a person does that.

Evidence is added up as log-odds. A contract has one award at most, so what speaks for one notice is weighed against
what speaks for the others, and against there being none: of two notices that fit alike, neither is likely. Pure.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.contracts.rules.notice_evidence import (
    DECISIVE,
    Evidence,
    dates_say,
    kinds_say,
    references_say,
    supplier_says,
    titles_say,
    values_say,
)
from tallystick.contracts.rules.notice_words import reference_tokens, supplier_faces, title_words

OFFERED_AT = 0.8
"""A notice this likely is offered as the contract's. docs/reference/notices.md has how often that is right."""

SHOWN_AT = 0.1
"""Less likely ones are not shown at all."""

MOST_SHOWN = 5
_NONE_OF_THEM = 5.0
"""How much must speak for a notice before it is as likely as none: most contracts of a register have no notice."""

_RARE_WORDS = 3
_ALIKE = 0.7
"""Two notices whose log-odds differ by less fit about as well."""


@dataclass(frozen=True)
class ContractFacts:
    """What a register says of a contract.

    suppliers: names as written, and as resolved. company_numbers: as Companies House writes them. references: the
    council's own, and the OCID. value_pence: of the whole life; annual_pence: of a year. cpv: eight figures. awarded:
    the day of the award, if known.
    """

    title: str | None = None
    description: str | None = None
    suppliers: tuple[str, ...] = ()
    company_numbers: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    awarded: date | None = None
    value_pence: int | None = None
    annual_pence: int | None = None
    cpv: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeFacts:
    """One supplier of one award (`lake.notices.NoticeRow` has the same names). process: what the buying is known by."""

    id: str
    process: str
    ocid: str | None = None
    award_id: str | None = None
    notice_id: str | None = None
    notice_key: str | None = None
    reference: str | None = None
    title: str | None = None
    description: str | None = None
    supplier_name: str | None = None
    company_number: str | None = None
    award_date: date | None = None
    start: date | None = None
    end: date | None = None
    value_pence: int | None = None
    value_gross_pence: int | None = None
    supplier_value_pence: int | None = None
    cpv: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeMatch:
    """id: of the notice row. confidence: 0 to 1, that this is the contract's award. reasons: what speaks for it, the
    weightiest first; against: what does not. decisive: its OCID or reference is the contract's own. offered: confidence
    is at least OFFERED_AT."""

    id: str
    confidence: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    decisive: bool

    @property
    def offered(self) -> bool:
        return self.confidence >= OFFERED_AT


class Notices:
    """The notices of one buyer, made ready once to match many contracts to."""

    def __init__(self, rows: Iterable[NoticeFacts]) -> None:
        self.rows = tuple(rows)
        self.words = [title_words(row.title, row.description) for row in self.rows]
        self._having: dict[str, int] = defaultdict(int)
        for words in self.words:
            for word in words:
                self._having[word] += 1
        self._by: dict[tuple[str, object], list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for key in self._keys(row):
                self._by[key].append(at)

    def weight(self, word: str) -> float:
        """How much it says that two titles share a word: the logarithm of how rare it is among these notices."""
        return math.log((len(self.rows) + 2) / (self._having.get(word, 0) + 1)) + 0.2

    def _keys(self, row: NoticeFacts) -> Iterable[tuple[str, object]]:
        for face in supplier_faces(row.supplier_name):
            yield "supplier", face
        if row.company_number:
            yield "number", row.company_number
        if row.ocid:
            yield "ocid", row.ocid.casefold()
        for value in {row.value_pence, row.value_gross_pence, row.supplier_value_pence} - {None, 0}:
            yield "value", value
        for day in {row.start, row.award_date} - {None}:
            yield "day", day
        for token in _tokens(row):
            yield "reference", token
        for word in title_words(row.title, None):
            yield "word", word

    def worth_weighing(self, contract: ContractFacts) -> list[int]:
        """Places of the notices that share anything telling with a contract."""
        asked: list[tuple[str, object]] = [("supplier", f) for name in contract.suppliers for f in supplier_faces(name)]
        asked += [("number", number) for number in contract.company_numbers]
        asked += [("ocid", said.strip().casefold()) for said in contract.references]
        asked += [("value", contract.value_pence), ("day", contract.start), ("day", contract.awarded)]
        asked += [("reference", token) for said in contract.references for token in reference_tokens(said)]
        words = sorted(title_words(contract.title, None), key=lambda word: (-self.weight(word), word))
        asked += [("word", word) for word in words[:_RARE_WORDS]]
        return sorted({at for key in asked for at in self._by.get(key, ())})


def matches(contract: ContractFacts, notices: Notices) -> tuple[NoticeMatch, ...]:
    """The likeliest notices, best first, at most MOST_SHOWN: one row for each award, and none below SHOWN_AT."""
    best: dict[tuple[str, str], tuple[float, int, Sequence[Evidence]]] = {}
    for at in notices.worth_weighing(contract):
        row = notices.rows[at]
        told: Sequence[Evidence] = _evidence(contract, notices, at)
        score = sum(one.weight for one in told)
        award = (row.process, row.award_id or row.id)
        if award not in best or score > best[award][0]:
            best[award] = (score, at, told)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1]))
    whole = math.exp(_NONE_OF_THEM) + sum(math.exp(min(score, 50.0)) for score, _, _ in ranked)
    found = []
    for score, at, its in ranked[:MOST_SHOWN]:
        confidence = math.exp(min(score, 50.0)) / whole
        if confidence >= SHOWN_AT:
            alike = sum(abs(score - other) < _ALIKE for other, place, _ in ranked if place != at)
            found.append(_match(notices.rows[at], confidence, its, alike))
    return tuple(found)


def _evidence(contract: ContractFacts, notices: Notices, at: int) -> list[Evidence]:
    row = notices.rows[at]
    told = [
        references_say(contract.references, row.ocid, _tokens(row)),
        supplier_says(contract.suppliers, contract.company_numbers, row.supplier_name, row.company_number),
        *dates_say(contract.start, contract.end, contract.awarded, row.start, row.end, row.award_date),
        values_say(
            contract.value_pence,
            contract.annual_pence,
            _years(contract, row),
            (row.value_pence, row.value_gross_pence, row.supplier_value_pence),
        ),
        titles_say(title_words(contract.title, contract.description), notices.words[at], notices.weight),
        kinds_say(contract.cpv, row.cpv),
    ]
    return [one for one in told if one is not None]


def _tokens(row: NoticeFacts) -> frozenset[str]:
    said = (row.reference, row.notice_id, row.notice_key, row.award_id)
    return frozenset(token for one in said for token in reference_tokens(one))


def _years(contract: ContractFacts, row: NoticeFacts) -> float | None:
    start, end = (contract.start, contract.end) if contract.start and contract.end else (row.start, row.end)
    return ((end - start).days + 1) / 365.25 if start and end and end > start else None


def _match(row: NoticeFacts, confidence: float, told: Sequence[Evidence], alike: int) -> NoticeMatch:
    """alike: how many other notices fit as well."""
    ordered = sorted(told, key=lambda one: -abs(one.weight))
    against = [one.say for one in ordered if one.weight < 0]
    if alike:
        others = "another notice fits" if alike == 1 else f"{alike} other notices fit"
        against.insert(0, f"{others} as well")
    return NoticeMatch(
        row.id,
        round(min(confidence, 0.999), 3),
        tuple(one.say for one in ordered if one.weight > 0),
        tuple(against),
        any(one.weight >= DECISIVE for one in told),
    )
