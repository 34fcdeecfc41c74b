"""Rows of the register. Each is changed by actions alone, and every change is in the log of its organisation."""

from tallystick.contracts.models.changes import Change, ChangeCheck, LegalFacts
from tallystick.contracts.models.contract import (
    AdoptedNotice,
    Contract,
    Document,
    Lot,
    Obligation,
    OfContract,
    Party,
    PriceLine,
    Relation,
)
from tallystick.contracts.models.dates import Feed, KeyDate, Reckoned, Settled
from tallystick.contracts.models.importing import ColumnMapping, Question, RegisterFile, RegisterRow
from tallystick.contracts.models.kept import Kept
from tallystick.contracts.models.methods import Answers, Duty, Method
from tallystick.contracts.models.performance import (
    Letter,
    Measure,
    Measurement,
    Meeting,
    MeetingAction,
    ServiceCredit,
    SupplierToken,
)
from tallystick.contracts.models.risks import ExitPlan, Issue, Risk
from tallystick.contracts.models.telling import Alert, Digest, Round

__all__ = [
    "AdoptedNotice",
    "Alert",
    "Answers",
    "Change",
    "ChangeCheck",
    "ColumnMapping",
    "Contract",
    "Digest",
    "Document",
    "Duty",
    "ExitPlan",
    "Feed",
    "Issue",
    "Kept",
    "KeyDate",
    "LegalFacts",
    "Letter",
    "Lot",
    "Measure",
    "Measurement",
    "Meeting",
    "MeetingAction",
    "Method",
    "Obligation",
    "OfContract",
    "Party",
    "PriceLine",
    "Question",
    "Reckoned",
    "RegisterFile",
    "RegisterRow",
    "Relation",
    "Risk",
    "Round",
    "ServiceCredit",
    "Settled",
    "SupplierToken",
]
