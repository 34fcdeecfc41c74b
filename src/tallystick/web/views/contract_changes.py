"""The changes of a contract: what may still be changed, each change with what the law says of it, and every check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tallystick.contracts.choices import REGIME_EVIDENCE, REGIMES
from tallystick.contracts.queries import changes
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.changes import Proposal
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.facts import Named
from tallystick.contracts.rules.change_effects import value_unmoved
from tallystick.contracts.rules.change_facts import UNKNOWN, Standing
from tallystick.contracts.rules.change_states import VERBS
from tallystick.councils.rules.permissions import may
from tallystick.decisions.rules.warning_words import MARKS
from tallystick.web.change_words import (
    BARS,
    GROUNDS,
    NOTICES,
    PERMITTED,
    STATES,
    VERDICTS,
    figure,
    ground_name,
    questions_of,
)
from tallystick.web.contract_pages import Fact, contract_title, facts, page, seen_or_404, tab_address
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import actor

_EVIDENCE = {code: words for code, words in REGIME_EVIDENCE if code}
_COUNTED = ("agreed", "made")
_TOLD = ("number", "description", "why", "proposed", "takes_effect", "value_pence", "months", "long_term_effect")


@dataclass(frozen=True)
class ChangeShown:
    """One change of the list. verdict: words and colour of its last check, None where there is none."""

    proposal: Proposal
    state: tuple[str, str]
    verdict: tuple[str, str] | None
    ground: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class LimbShown:
    """A ground, a condition of one, or a bar, as a check keeps it. figures: limit, used and left, in words."""

    id: str
    name: str
    citation: str
    verdict: str
    colour: str
    reasons: Sequence[str]
    questions: Sequence[str]
    figures: tuple[str, str, str]
    tests: Sequence["LimbShown"]


@dataclass(frozen=True)
class CheckShown:
    """One check as its page shows it."""

    entry: Entry
    permitted: tuple[str, str]
    ground: str
    regime: str
    why: str
    limbs: Sequence[LimbShown]
    bars: Sequence[LimbShown]
    notices: Sequence[Mapping[str, Any]]
    warnings: Sequence[tuple[str, str]]
    headroom: Sequence[tuple[str, str]]


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Every change, which law governs the contract, and how much may still be changed."""
    told = page(request, number, "changes")
    seen: Seen = told["seen"]
    found = changes.proposals(seen)
    standing = changes.standing(seen, today=timezone.localdate())
    told |= {
        "proposals": [_shown(one) for one in found],
        "standing": standing,
        "regime": _regime_name(standing.regime),
        "evidence": dict(REGIME_EVIDENCE).get(str(seen["regime_evidence"] or ""), "")
        if seen["regime_evidence"]
        else "",
        "left": left(standing),
        "unknown": [UNKNOWN[code] for code in standing.unknown],
        "legal": legal(seen),
        "changed": _changed(found),
    }
    return render(request, "web/contracts/changes/tab.html", told)


def one(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One change: what it is, what the law says, what follows, and what may be done. ``check``: an earlier one."""
    seen, found = proposal_or_404(request, number, row)
    wanted = request.GET.get("check", "")
    checks = [one for one in found.checks if str(one.id) == wanted] or list(found.checks[:1])
    return render(request, "web/contracts/changes/one.html", {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen),
        "back": tab_address(seen, "changes"),
        "it": _shown(found), "answers": _answers(found.entry), "check": shown_check(checks[0]) if checks else None,
        "current": bool(checks) and checks[0] == found.check,
        "earlier": [(one, PERMITTED[one.values["permitted"]][0]) for one in found.checks if one not in checks],
        "duties": [
            (one, in_words("duty", "state", one.values["state"])) for one in contracts.rows(seen, "duty")
            if one.values["source"] == f"change:{row}"
        ],
        "verbs": may_do(request, seen, found), "unmoved": unmoved(seen, found),
    })  # fmt: skip


def proposal_or_404(request: HttpRequest, number: int, row: int) -> tuple[Seen, Proposal]:
    """A change as whoever is signed in may see it. Raises Http404."""
    seen = seen_or_404(request, number)
    found = changes.proposal(seen, row) if seen.own else None
    if found is None:
        raise Http404
    return seen, found


def may_do(request: HttpRequest, seen: Seen, found: Proposal) -> set[str]:
    """Codes of what whoever is signed in may do with a change in its state."""
    by = actor(request)
    return {
        code for code in found.verbs
        if may(by, VERBS[code].asks, seen.organisation)
        and not (VERBS[code].others and by.person is not None and not by.everything
                 and by.person in (found.entry.values["proposed_by_id"], found.entry.values["written_by_id"]))
    }  # fmt: skip


def unmoved(seen: Seen, found: Proposal) -> str:
    """Why the contract's value does not follow the change, before it is made and after; "" where it does."""
    if found.state == "rejected" or not found.entry.values["value_pence"]:
        return ""
    return value_unmoved(seen["value_pence"], str(seen["value_period"]))


def shown_check(entry: Entry) -> CheckShown:
    """A check in words."""
    answer = entry.values["answer"]
    return CheckShown(
        entry=entry,
        permitted=PERMITTED[entry.values["permitted"]],
        ground=ground_name(entry.values["ground"]),
        regime=_regime_name(answer["regime"]),
        why=answer["regime_why"],
        limbs=[_limb(limb, VERDICTS) for limb in answer["limbs"]],
        bars=[_limb(limb, BARS) for limb in answer.get("bars", ())],
        notices=[{**one, "name": NOTICES.get(one["code"], one["code"])} for one in answer["notices"]],
        warnings=[(one["text"], MARKS.get(one["mark"], one["mark"])) for one in answer["warnings"]],
        headroom=[
            (ground_name(one["limb"]), figure(one["pounds"], "pounds") or figure(one["months"], "months"))
            for one in answer["headroom"]
        ],
    )


def left(standing: Standing) -> list[tuple[str, str]]:
    """What is left under each limb, in words; "" where that is not known."""
    return [
        (ground_name(str(one["limb"])), figure(one["pounds"], "pounds") or figure(one["months"], "months"))
        for one in standing.headroom
    ]


def legal(seen: Seen) -> list[Fact]:
    """What was said of what the law turns on."""
    entry = changes.legal_facts(seen)
    return facts("law", entry.values, Named()) if entry else []


def grounds_of(check: Entry | None) -> list[tuple[str, str]]:
    """Grounds of a check that allow the change, or may: (id, name)."""
    limbs = check.values["answer"]["limbs"] if check else ()
    return [
        (limb["id"], f"{limb['citation']}: {GROUNDS.get(limb['id'], '')}")
        for limb in limbs
        if limb["verdict"] in ("met", "judgement")
    ]


def _shown(one: Proposal) -> ChangeShown:
    said, check = one.entry.values, one.check
    stands = check is not None and one.state != "proposed"
    return ChangeShown(
        proposal=one,
        state=STATES[one.state],
        verdict=PERMITTED[check.values["permitted"]] if check and stands else None,
        ground=ground_name(said["ground"]),
        facts=facts("change", said, Named(), only=_TOLD),
    )


def _answers(entry: Entry) -> list[tuple[str, str]]:
    """Every question of the law with its answer."""
    said = entry.values["facts"] or {}
    words = {True: "Yes", False: "No", None: "Not known"}
    return [(one.text, words[said.get(one.name)]) for one in questions_of("") if one.name in said]


def _limb(said: Mapping[str, Any], verdicts: Mapping[str, tuple[str, str]]) -> LimbShown:
    words, colour = verdicts[said["verdict"]]
    unit = said["unit"]
    return LimbShown(
        id=said["id"],
        name=GROUNDS.get(said["id"], ""),
        citation=said["citation"],
        verdict=words,
        colour=colour,
        reasons=said["reasons"],
        questions=said["questions"],
        figures=(figure(said["limit"], unit), figure(said["used"], unit), figure(said["remaining"], unit)),
        tests=[_limb(one, _TESTS) for one in said["tests"]],
    )


_TESTS = {**VERDICTS, "met": ("Met", "green"), "not_met": ("Not met", "red")}


def _regime_name(code: str) -> str:
    if code == "UNKNOWN":
        return "Not known"
    return {**dict(REGIMES), "NOT_COVERED": "Neither of the two: not covered here"}.get(code, code)


def _changed(found: Sequence[Proposal]) -> dict[str, int]:
    counted = [one.entry.values for one in found if one.state in _COUNTED]
    return {
        "count": len(counted),
        "pence": sum(one["value_pence"] or 0 for one in counted),
        "months": sum(one["months"] or 0 for one in counted),
        "unknown": sum(one["value_pence"] is None for one in counted),
    }
