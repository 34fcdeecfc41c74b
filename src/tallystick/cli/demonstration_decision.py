"""A decision of the demonstration: four councils score how they go on, by the verbs that people use."""

import re
from datetime import date, timedelta
from typing import Any

from tallystick.cli.doorway import Door
from tallystick.kit.dates import financial_year_of, london_day
from tallystick.reference.taxonomy import NOT_ICT

_DAYS_AGO = 14
_AGO = re.compile(r"\{(?P<days>\d+) days ago\}")
_PARTNERS = 4
_MOST_CONTRACTS = 3
_KINDS = {"County": "county", "Metropolitan": "metropolitan", "London": "london_borough", "City": "unitary"}


def decide(door: Door, names: list[str]) -> int:
    """Keeps the decision from its first score to its record, for the first council; its number.

    names: of the councils, in the fiction's order: the first four share a service.
    """
    from tallystick.decisions import actions
    from tallystick.demonstration.deciding import deciding
    from tallystick.intake.queries import directory
    from tallystick.reference.appraisal_templates import appraisal_templates

    told, partners = deciding(), names[:_PARTNERS]
    bodies, at = directory(), door.now - timedelta(days=_DAYS_AGO)
    given: dict[str, Any] = {"by": door.actor, "at": at}
    code = bodies.resolve(partners[0]).code
    values = {"name": told["partnership"], "purpose": told["purpose"]}
    partnership = actions.start_partnership(organisation=code, values=values, **given)
    councils = [(bodies.resolve(name).code, name) for name in partners]
    actions.put_document(
        of="partnership", number=partnership.pk, kind="members", edition=0, **given,
        said=_members(told["members"], councils, at.year, technology_contracts(door, code)[:_MOST_CONTRACTS]),
    )  # fmt: skip
    values = {"title": told["title"], "question": told["question"], "kind": "sharing"}
    decision = actions.start_decision(organisation=code, values=values, partnership=partnership.pk, **given)
    [template] = [one.said for one in appraisal_templates() if one.code == "partnership"]
    for kind, said in _documents(told, dict(template), partners, at.date()).items():
        actions.put_document(of="decision", number=decision.pk, kind=kind, said=said, edition=0, **given)
    _score(decision.pk, told, dict(template), partners, given)
    actions.record(decision=decision.pk, **given)
    return int(decision.pk)


def _score(
    decision: int, told: dict[str, Any], template: dict[str, Any], partners: list[str], given: dict[str, Any]
) -> None:
    from tallystick.decisions import actions

    criteria = [one["name"] for one in template["criteria"]]
    for scorer, council in zip(told["scorers"], partners, strict=True):
        who = actions.involve(decision=decision, role="scorer", name=scorer["name"], speaks_for=council, **given)
        for option, row in zip(template["options"], scorer["scores"], strict=True):
            for criterion, value in zip(criteria, row, strict=True):
                actions.give_score(
                    decision=decision, scorer=who.pk, option=option, criterion=criterion, value=str(value),
                    why=scorer["why"], **given,
                )  # fmt: skip
    one = told["moderator"]
    who = actions.involve(decision=decision, role="moderator", name=one["name"], **given)
    actions.agree_score(
        decision=decision, moderator=who.pk, option=one["option"], criterion=one["criterion"], value=str(one["value"]),
        why=one["why"], **given,
    )  # fmt: skip
    actions.name_board(decision=decision, board=told["approver"]["board"], **given)


def _documents(
    told: dict[str, Any], template: dict[str, Any], partners: list[str], on: date
) -> dict[str, dict[str, Any]]:
    """Every document, as it is told on a day, of a plan that begins in the year after it."""
    from tallystick.decisions.rules.charter_answer import template as charter

    users, year = dict(zip(partners, told["users"], strict=False)), on.year + 1
    dated = _dated({key: told[key] for key in ("risks", "transition", "charter")}, on)
    return {
        "words": {**told["words"], "about": {"body": "Joint board", "author": told["moderator"]["name"]}},
        "appraisal": {**template, "do_minimum": template["business_as_usual"]},
        "business_case": told["business_case"],
        "sharing": {
            "amount_pence": told["amount_pence"], "drivers": {"active users": users}, "weights": {"active users": 1},
            "alone": dict(zip(partners, told["alone_pence"], strict=False)),
        },
        "what_if": _what_if(told, users, partners, year),
        "risks": {
            "scale": "partnership-six-by-four",
            "risks": [{"id": number, **risk} for number, risk in enumerate(dated["risks"], 1)],
        },
        "transition": {"nation": "england", "start": f"{year}-01-04", "due": f"{year}-12-31", **dated["transition"]},
        "charter": {**charter(), **dated["charter"]},
    }  # fmt: skip


def _dated(value: Any, on: date) -> Any:
    """What is told of the years of the plan, which begins the year after `on`, and of days before `on`, with them."""
    match value:
        case str():
            year = on.year + 1
            years = {"{years}": financial_year_of(year), "{years_before}": financial_year_of(year - 1)}
            named = {"{year}": f"{year}", **years}
            for name, text in named.items():
                value = value.replace(name, text)
            return _AGO.sub(lambda ago: f"{on - timedelta(days=int(ago['days']))}", value)
        case dict():
            return {key: _dated(one, on) for key, one in value.items()}
        case list():
            return [_dated(one, on) for one in value]
    return value


def _what_if(told: dict[str, Any], users: dict[str, int], partners: list[str], year: int) -> dict[str, Any]:
    """What happens if one of the councils that share leaves, or if the cost is shared by something else."""
    scenarios = []
    for one in told["what_if"]:
        said = {key: value for key, value in one.items() if key not in ("name", "leaves", "devices")}
        said |= {"name": one["name"].format(*partners), "change_on": f"{year}-10-01"}
        if "leaves" in one:
            said["leaves"] = [name.format(*partners) for name in one["leaves"]]
        if "devices" in one:
            said["after"] = {"drivers": {"devices": dict(zip(users, one["devices"], strict=True))}}
        scenarios.append(said)
    return {
        "amount_pence": told["amount_pence"], "drivers": {"active users": users}, "weights": {"active users": 1},
        "period": {"from": f"{year}-04-01", "to": f"{year + 1}-03-31"},
        "alone": dict(zip(users, told["alone_pence"], strict=True)), "scenarios": scenarios,
    }  # fmt: skip


def _members(told: dict[str, Any], councils: list[tuple[str, str]], year: int, contracts: list[int]) -> dict[str, Any]:
    """Who is in it: the last of the councils leaves at the end of `year`. contracts: behind its first service."""
    members = [
        {"id": f"council-{number}", "name": name, "kind": _kind(name), "joined": told["joined"], "organisation": code}
        for number, (code, name) in enumerate(councils, 1)
    ]
    members[-1]["left"] = f"{year}-12-31"
    [service] = told["services"]
    return {
        "members": members,
        "lead": told["lead"],
        "delegations": [{**one, "ends": f"{year + 1}-12-31"} for one in told["delegations"]],
        "services": [{**service, "contracts": contracts}],
        "boards": told["boards"],
        "who_decides": told["who_decides"],
    }


def _kind(name: str) -> str:
    """Of a made-up council, by what it is called."""
    found = (kind for words, kind in _KINDS.items() if words in name)
    return next(found, "district")


def technology_contracts(door: Door, organisation: str) -> list[int]:
    """Numbers of the contracts for technology in the register of an organisation, the largest first."""
    from tallystick.contracts.queries.register import Asked, contracts

    asked = Asked(organisation=organisation, state="current")
    page = contracts(asked, by=door.actor, today=london_day(door.now), sort="-value", count=200)
    return [row.id for row in page.rows if row.category not in ("", NOT_ICT)]
