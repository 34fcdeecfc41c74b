"""Say what the law turns on in a contract, and which law governs it, with the evidence for that."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, add_held, change_held, held
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.choices import REGIMES
from tallystick.contracts.queries.changes import agreements
from tallystick.contracts.rules.change_facts import facts_of, said_by
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.law.regime import Regime, decide_regime

AS_FOUND = "found"
"""Instead of a code of `REGIMES`: the law that follows from the days, whatever that is."""


def keep_legal_facts(
    *, contract: int, version: int, values: Mapping[str, Any], regime: str = AS_FOUND, evidence: str = "", by: Actor,
    at: datetime, why: str = "",
) -> Regime:  # fmt: skip
    """Keeps what the law turns on, and which law governs the contract with how that is known.

    version: of what was said before, 0 for nothing. values: fields of `LegalFacts`. regime: a code of `REGIMES` where a
    person decides, which needs `evidence` or `why`; AS_FOUND to take what follows from the days, and to leave what the
    register says where nothing does. evidence: such as a notice's number. Gives what follows from the days alone.
    Raises NotThere, NotAllowed, ChangedMeanwhile, NotAcceptable.
    """
    check_moment(at)
    if regime not in (AS_FOUND, *dict(REGIMES)):
        raise NotAcceptable({"regime": "Choose one of the laws"})
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        _keep(of, version, values, by=by, at=at, why=why)
        found = _found(of)
        change_held(of, of, _governed(of, found, regime, evidence, why), what="decide_regime", by=by, at=at, why=why)
    return found


def _keep(
    of: models.Contract, version: int, values: Mapping[str, Any], *, by: Actor, at: datetime, why: str
) -> None:  # fmt: skip
    row = models.LegalFacts.objects.select_for_update().filter(contract=of, removed=False).first()
    if row is None:
        add_held(models.LegalFacts(contract=of), values, by=by, at=at, why=why)
        return
    if row.version != version:
        raise ChangedMeanwhile(said(row), row.version)
    change_held(row, of, values, what="change_law", by=by, at=at, why=why)


def _found(of: models.Contract) -> Regime:
    """What follows from the days alone, and not from what the register says."""
    stored, of.regime = of.regime, ""
    try:
        agreement, _ = agreements([of])[of.pk]
    finally:
        of.regime = stored
    return decide_regime(facts_of(agreement))


def _governed(of: models.Contract, found: Regime, regime: str, evidence: str, why: str) -> dict[str, Any]:
    told = {"regime_reference": evidence.strip()[:500]} if evidence.strip() else {}
    agreement, _ = agreements([of])[of.pk]
    if found.code != "UNKNOWN" and regime in (AS_FOUND, found.code):
        return {"regime": found.code, "regime_evidence": said_by(agreement, found.code), **told}
    if regime == AS_FOUND:
        return told
    if regime == "":
        return {"regime": "", "regime_evidence": "", **told}
    if not (evidence.strip() or why.strip()):
        raise NotAcceptable({"evidence": "Say what shows that this law governs the contract"})
    return {"regime": regime, "regime_evidence": "person", **told}
