"""Every write of the register. Each is one transaction with its entries in the organisation's log."""

from tallystick.contracts.actions.adopting import adopt_notice, let_go_of_notice
from tallystick.contracts.actions.answering import answer_questionnaire, take_on_duties
from tallystick.contracts.actions.changing import amend_change, check_change, propose_change, withdraw_change
from tallystick.contracts.actions.changing_for_good import approve_change, make_change, reject_change
from tallystick.contracts.actions.documents import give_out, keep_document
from tallystick.contracts.actions.duties import drop_duty, finish_duty, plan_duties
from tallystick.contracts.actions.importing import hand_in, import_register, load_register
from tallystick.contracts.actions.keeping import (
    add_contract,
    add_row,
    change_contract,
    change_row,
    remove_contract,
    remove_row,
)
from tallystick.contracts.actions.legal_facts import keep_legal_facts
from tallystick.contracts.actions.measuring import (
    correct_measurement,
    record_credit,
    record_measurement,
    set_measure_terms,
)
from tallystick.contracts.actions.meeting import add_action, finish_action, hold_meeting
from tallystick.contracts.actions.methods import amend_questionnaire, amend_scale, go_back_to_shipped
from tallystick.contracts.actions.recognising import recognise
from tallystick.contracts.actions.risking import add_risk, change_risk
from tallystick.contracts.actions.segmenting import segment_contract
from tallystick.contracts.actions.settling import settle, unsettle
from tallystick.contracts.actions.supplier_tokens import end_supplier_token, make_supplier_token, send_measurement
from tallystick.contracts.actions.uploading_measurements import upload_measurements

__all__ = [
    "add_action",
    "add_contract",
    "add_risk",
    "add_row",
    "adopt_notice",
    "amend_change",
    "amend_questionnaire",
    "amend_scale",
    "answer_questionnaire",
    "approve_change",
    "change_contract",
    "change_risk",
    "change_row",
    "check_change",
    "correct_measurement",
    "drop_duty",
    "end_supplier_token",
    "finish_action",
    "finish_duty",
    "give_out",
    "go_back_to_shipped",
    "hand_in",
    "hold_meeting",
    "import_register",
    "keep_document",
    "keep_legal_facts",
    "let_go_of_notice",
    "load_register",
    "make_change",
    "make_supplier_token",
    "plan_duties",
    "propose_change",
    "recognise",
    "record_credit",
    "record_measurement",
    "reject_change",
    "remove_contract",
    "remove_row",
    "segment_contract",
    "send_measurement",
    "set_measure_terms",
    "settle",
    "take_on_duties",
    "unsettle",
    "upload_measurements",
    "withdraw_change",
]
