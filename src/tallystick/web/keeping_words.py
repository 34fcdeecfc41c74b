"""What people do to the register, as the log calls it and as pages say it."""

from tallystick.contracts.declared import KINDS

_SAID = {
    "add_contract": "Put the contract in the register",
    "change_contract": "Changed the contract",
    "remove_contract": "Took the contract out of the register",
    "add_document": "Kept a document",
    "refuse_document": "Refused a document: the virus scanner found something in it",
    "import_register": "Imported a register",
    "import_contract": "Put the contract in the register, from a file",
    "import_change": "Changed the contract, from a file",
    "import_party": "Put a supplier in, from a file",
    "import_party_removed": "Took a supplier out, from a file",
    "import_question": "Asked a question of a file's cell",
    "answer_question": "Answered a question",
    "dismiss_question": "Left a question as not known",
    "keep_columns": "Said what the columns of a register are",
    "adopt_notice": "Took a published notice as evidence",
    "let_go_of_notice": "Let a published notice go",
    "propose_change": "Proposed a change",
    "amend_change": "Changed what is proposed",
    "check_change": "Checked a change against the law",
    "approve_change": "Approved a change",
    "make_change": "Recorded that a change was made",
    "reject_change": "Rejected a change",
    "withdraw_change": "Took a change out",
    "decide_regime": "Said which law governs the contract",
}
_VERBS = {"add": "Added", "change": "Changed", "remove": "Removed"}


def keeping_verb(what: str) -> str:
    """What was done, in words; empty where these are not words for it."""
    if what in _SAID:
        return _SAID[what]
    verb, _, kind = what.partition("_")
    if verb not in _VERBS or kind not in KINDS:
        return ""
    name = KINDS[kind].name
    return f"{_VERBS[verb]} {'an' if name[0] in 'aeiou' else 'a'} {name}"
