"""Changes of contracts: what the law is asked of each, the checks that were kept, and what was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.queries.contract import Entry, Seen, entry_of, rows
from tallystick.contracts.rules.change_effects import Term, months_beyond
from tallystick.contracts.rules.change_facts import Agreement, Made, Standing, facts_of, headroom_of
from tallystick.contracts.rules.change_states import MADE, next_verbs
from tallystick.councils.models import Organisation, Person
from tallystick.law.changes.asked import Change, ChangeFacts
from tallystick.law.regime import BEGINS


@dataclass(frozen=True)
class Proposal:
    """A change with its checks, the last first. verbs: codes of what may be done with it in its state, by somebody."""

    entry: Entry
    checks: tuple[Entry, ...]
    proposed_by: str
    written_by: str
    approved_by: str
    verbs: tuple[str, ...]

    @property
    def state(self) -> str:
        return str(self.entry.values["state"])

    @property
    def check(self) -> Entry | None:
        """The last check."""
        return self.checks[0] if self.checks else None


def agreements(
    contracts: Sequence[models.Contract],
) -> dict[int, tuple[Agreement, tuple[Made, ...]]]:
    """Of each contract what the law turns on, and the changes that were made of it: for `rules.change_facts`."""
    numbers = [one.pk for one in contracts]
    nations = dict(
        Organisation.objects.filter(pk__in={one.organisation_id for one in contracts}).values_list("pk", "nation")
    )
    facts = {one.contract_id: one for one in models.LegalFacts.objects.filter(contract__in=numbers, removed=False)}
    made: dict[int, list[Made]] = {}
    found = models.Change.objects.filter(contract__in=numbers, removed=False, state=MADE).order_by("made", "pk")
    rows_made = list(found.values_list("pk", "contract_id", "ground", "value_pence", "months", "made", "facts"))
    asked = _months_asked([pk for pk, *_, months, _, facts in rows_made if months and facts.get("provided_for")])
    for pk, number, ground, value, months, on, _ in rows_made:
        made.setdefault(number, []).append(Made(ground, value, asked.get(pk, months), on))
    return {
        one.pk: (
            agreement_of(one, facts.get(one.pk), nations.get(one.organisation_id, "")),
            tuple(made.get(one.pk, ())),
        )
        for one in contracts
    }


def _months_asked(made: Sequence[int]) -> dict[int, int]:
    """Of changes that the contract provided for: by how many months each altered the longest term, as its last check
    has it. By then an option is used, and nothing else says that it was there.
    """
    if not made:
        return {}
    checks = models.ChangeCheck.objects.filter(change__in=made, removed=False).order_by("pk")
    asked = {pk: facts.get("change", {}).get("months") for pk, facts in checks.values_list("change_id", "facts")}
    return {pk: int(Decimal(months)) for pk, months in asked.items() if months is not None}


def term_before(of: models.Contract) -> Term:
    """The contract's value and term as they stand, for `rules.change_effects`."""
    extensions = of.extensions if isinstance(of.extensions, list) else []
    return Term(of.value_pence, of.value_period, of.end, of.latest_end, tuple(extensions), of.extensions_used)


def agreement_of(row: models.Contract, facts: models.LegalFacts | None, nation: str) -> Agreement:
    """What the law turns on in one contract. facts: None where nobody gave any."""
    extensions = row.extensions if isinstance(row.extensions, list) else []
    return Agreement(
        nation=nation,
        regime=row.regime,
        supply=facts.supply if facts else "",
        cpv=row.cpv,
        value_pence=row.value_pence,
        value_period=row.value_period,
        vat=row.vat,
        vat_pence=row.vat_pence,
        initial_value_pence=facts.initial_value_pence if facts else None,
        indexation_clause=facts.indexation_clause if facts else None,
        indexed_value_pence=facts.indexed_value_pence if facts else None,
        start=row.start,
        end=row.end,
        latest_end=row.latest_end,
        term_months=row.term_months,
        extensions=tuple(one for one in extensions if isinstance(one, int)),
        maximum_months=facts.maximum_months if facts else None,
        awarded=row.awarded,
        signed=row.signed,
        parent_regime=facts.parent_regime if facts else "",
        events={name: getattr(facts, name) for name in BEGINS} if facts else {},
        changes_known=facts.changes_known if facts else None,
    )


def facts_now(of: models.Contract, change: models.Change, *, on: date | None = None) -> ChangeFacts:
    """The contract and the change as they stand, as the law takes them. on: the day of the change, if another.

    The law is asked by how much the longest term changes, so that an option that is used as it was written has none.
    """
    agreement, made = agreements([of])[of.pk]
    months = months_beyond(term_before(of), provided_for=change.facts.get("provided_for"), months=change.months)
    asked = Change(
        value=None if change.value_pence is None else Decimal(change.value_pence).scaleb(-2),
        months=None if months is None else Decimal(months),
        on=on or change.takes_effect,
        reason=change.why,
        **change.facts,
    )
    return facts_of(agreement, made, asked)


def standing(seen: Seen, *, today: date) -> Standing:
    """What is left to a contract, worked out now, under the limits of `today`."""
    row = models.Contract.objects.get(pk=seen.id)
    agreement, made = agreements([row])[row.pk]
    return headroom_of(agreement, made, today=today)


def legal_facts(seen: Seen) -> Entry | None:
    """What was said of what the law turns on; None where nothing was, or it may not be seen."""
    found = rows(seen, "law")
    return found[0] if found else None


def proposals(seen: Seen) -> list[Proposal]:
    """The changes of a contract, the newest first; none for those who may not read its register."""
    checks: dict[int, list[Entry]] = {}
    for one in rows(seen, "change_check"):
        checks.setdefault(int(one.values["change_id"]), []).insert(0, one)
    found = rows(seen, "change")
    names = _names(found)
    return [_proposal(one, checks.get(one.id, []), names) for one in reversed(found)]


def proposal(seen: Seen, number: int) -> Proposal | None:
    """One change of a contract, or None."""
    return next((one for one in proposals(seen) if one.entry.id == number), None)


def checks_of(seen: Seen, change: int) -> list[Entry]:
    """The checks of one change, the last first."""
    found = models.ChangeCheck.objects.filter(contract=seen.id, change=change, removed=False).order_by("-pk")
    return [entry_of("change_check", one, seen.accesses) for one in found]


def last_check(change: models.Change) -> models.ChangeCheck | None:
    """The check that counts."""
    return models.ChangeCheck.objects.filter(change=change, removed=False).order_by("-pk").first()


def _proposal(one: Entry, checks: Iterable[Entry], names: dict[int, str]) -> Proposal:
    said: dict[str, Any] = one.values
    return Proposal(
        entry=one,
        checks=tuple(checks),
        proposed_by=names.get(said["proposed_by_id"] or 0, ""),
        written_by=names.get(said["written_by_id"] or 0, ""),
        approved_by=names.get(said["approved_by_id"] or 0, ""),
        verbs=next_verbs(said["state"]),
    )


def _names(found: Iterable[Entry]) -> dict[int, str]:
    who = ("proposed_by_id", "written_by_id", "approved_by_id")
    numbers = {one.values[name] for one in found for name in who} - {None}
    return dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
