"""Rows of the register. Each is changed by actions alone, and every change is in the log of its organisation."""

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
from tallystick.contracts.models.risks import Change, ExitPlan, Issue, Risk

__all__ = [
    "AdoptedNotice",
    "Answers",
    "Change",
    "ColumnMapping",
    "Contract",
    "Document",
    "Duty",
    "ExitPlan",
    "Issue",
    "Kept",
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
    "RegisterFile",
    "RegisterRow",
    "Relation",
    "Risk",
    "ServiceCredit",
    "SupplierToken",
]
