"""What each address of the site takes: its name in `config.urls`, and who is let in. A new address has to be here."""

from tallystick.councils.rules.permissions import Permission
from tests.walk.gates import EVERYBODY, SIGNED_IN, Gate, Ways, anywhere, of

_P = Permission
READ = of(_P.READ)
PAPERS = of(_P.READ_PAPERS)
CONFIDENTIAL = of(_P.READ_CONFIDENTIAL)
KEEP = of(_P.KEEP_REGISTER)
METHODS = of(_P.SET_METHODS)
LOG = of(_P.READ_LOG)
PEOPLE = of(_P.MANAGE_PEOPLE)
DECIDES = Ways(SIGNED_IN, anywhere(_P.DECIDE_FACTS))
LOADS = Ways(SIGNED_IN, anywhere(_P.LOAD_FACTS))

ACCOUNT: dict[str, Gate | Ways] = {
    "health": EVERYBODY,
    "link": EVERYBODY,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_inactive": EVERYBODY,
    "mfa_authenticate": EVERYBODY,
    "mfa_login_webauthn": EVERYBODY,
    "socialaccount_login_cancelled": EVERYBODY,
    "openid_connect_login": EVERYBODY,
    "openid_connect_callback": EVERYBODY,
    "account": SIGNED_IN,
    "tokens": SIGNED_IN,
    "token-end": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
"""Signing in, and one's own account."""

REGISTER: dict[str, Gate | Ways] = {
    # An organisation's people and log.
    "people": PEOPLE,
    "people-invite": PEOPLE,
    "people-person": PEOPLE,
    "people-role": PEOPLE,
    "people-who-hears": PEOPLE,
    "people-back-in": PEOPLE,
    "people-active": PEOPLE,
    "people-role-end": PEOPLE,
    "organisation-log": LOG,
    "organisation-log-csv": LOG,
    "organisation-readings": LOG,
    "organisation-log-holds": LOG,
    # What was sent: everybody their own, and those who read a log what tells of its organisation.
    "alerts": SIGNED_IN,
    "alerts-csv": SIGNED_IN,
    "alert": SIGNED_IN,
    # The register.
    "contracts": SIGNED_IN,
    "contracts-csv": SIGNED_IN,
    "contract-add": anywhere(_P.KEEP_REGISTER),
    "contract": READ,
    "contract-spend": READ,
    "contract-dates": READ,
    "contract-performance": READ,
    "contract-meetings": READ,
    "contract-risks": READ,
    "contract-governance": READ,
    "contract-documents": PAPERS,
    "contract-history": READ,
    "contract-spend-chart": READ,
    "contract-spend-csv": READ,
    "contracts-xlsx": SIGNED_IN,
    "contracts-json": SIGNED_IN,
    "contract-as-it-was": READ,
    "contract-history-csv": READ,
    "registers": SIGNED_IN,
    "register-add": anywhere(_P.KEEP_REGISTER),
    "register-job": anywhere(_P.KEEP_REGISTER),
    "register": READ,
    "register-look-over": KEEP,
    "register-import": KEEP,
    "register-columns": KEEP,
    "register-columns-of": KEEP,
    # As it was handed in, which may hold what is confidential.
    "register-file": KEEP,
    # Rows as they stand in the register, whoever wrote it.
    "register-rows": PAPERS,
    "register-rows-csv": PAPERS,
    "register-row": PAPERS,
    "register-listed": KEEP,
    "register-listed-csv": KEEP,
    "questions": SIGNED_IN,
    "questions-csv": SIGNED_IN,
    "question": Ways(READ, KEEP),
    "contract-notices": Ways(READ, KEEP),
    "contract-document-add": KEEP,
    "contract-document": PAPERS,
    "contract-plan": KEEP,
    "contract-ask": KEEP,
    "contract-answered": Ways(READ, KEEP),
    "contract-date-settle": KEEP,
    "contract-date-take-back": KEEP,
    "contract-duty-done": KEEP,
    "contract-duty-drop": KEEP,
    "contract-measurements-upload": KEEP,
    "contract-token-make": KEEP,
    "contract-token-end": KEEP,
    "contract-measure-record": KEEP,
    "contract-measure-terms": KEEP,
    "contract-measurement": KEEP,
    "contract-measurement-credit": KEEP,
    "contract-meeting-plan": KEEP,
    "contract-meeting-hold": KEEP,
    "contract-action-add": KEEP,
    "contract-action-done": KEEP,
    "contract-risk-add": KEEP,
    "contract-risk": KEEP,
    "contract-changes": READ,
    "contract-law": KEEP,
    "change": READ,
    "change-propose": KEEP,
    "change-amend": KEEP,
    "change-answers": KEEP,
    "change-check": KEEP,
    "change-approve": of(_P.APPROVE),
    "change-make": KEEP,
    "change-reject": of(_P.APPROVE),
    "change-withdraw": KEEP,
    "decide": SIGNED_IN,
    "decide-csv": SIGNED_IN,
    "decide-start": anywhere(_P.KEEP_REGISTER),
    "decide-one": of(_P.READ_PAPERS),
    "decide-change": KEEP,
    "decide-move": KEEP,
    "decide-options": KEEP,
    "decide-document": of(_P.READ_PAPERS),
    "decide-document-do": KEEP,
    "decide-document-exempt": KEEP,
    "decide-document-json": of(_P.READ_PAPERS),
    "decide-document-place": KEEP,
    "decide-document-take-out": KEEP,
    "decide-document-text": KEEP,
    "decide-person-add": KEEP,
    "decide-person-remove": KEEP,
    "decide-scores": KEEP,
    "decide-answer": KEEP,
    "decide-record": KEEP,
    "decide-replay": of(_P.READ_CONFIDENTIAL),
    "decide-report": of(_P.READ_PAPERS),
    "headroom": SIGNED_IN,
    "headroom-csv": SIGNED_IN,
    "calendar": SIGNED_IN,
    "calendar-csv": SIGNED_IN,
    "calendars": SIGNED_IN,
    "calendar-end": SIGNED_IN,
    # Its address is the secret, as that of a link is.
    "calendar-feed": EVERYBODY,
    "duties": SIGNED_IN,
    "duties-csv": SIGNED_IN,
    "tiers": SIGNED_IN,
    "tiers-csv": SIGNED_IN,
    "methods": SIGNED_IN,
    "methods-of": READ,
    "method": READ,
    "method-json": READ,
    "method-amend": METHODS,
    "method-import": METHODS,
    "scale": READ,
    "scale-json": READ,
    "scale-amend": METHODS,
    "method-shipped": METHODS,
    "contract-confidential": CONFIDENTIAL,
    "contract-change": KEEP,
    "contract-term": KEEP,
    "contract-remove": KEEP,
    "contract-row-add": KEEP,
    "contract-row": KEEP,
    "contract-row-remove": KEEP,
}
"""What is an organisation's own."""

FACTS: dict[str, Gate | Ways] = {
    "home": SIGNED_IN,
    "spend": SIGNED_IN,
    "organisations": SIGNED_IN,
    "organisations-csv": SIGNED_IN,
    "organisation": SIGNED_IN,
    "suppliers": SIGNED_IN,
    "suppliers-csv": SIGNED_IN,
    "supplier": SIGNED_IN,
    "months": SIGNED_IN,
    "months-csv": SIGNED_IN,
    "departments": SIGNED_IN,
    "departments-csv": SIGNED_IN,
    "payments": SIGNED_IN,
    "payments-csv": SIGNED_IN,
    "supplier-list": SIGNED_IN,
    "supplier-list-csv": SIGNED_IN,
    "supplier-review": DECIDES,
    "supplier-doubts": SIGNED_IN,
    "supplier-doubts-csv": SIGNED_IN,
    "supplier-conflicts": SIGNED_IN,
    "supplier-conflicts-csv": SIGNED_IN,
    "supplier-merge": DECIDES,
    "supplier-undo": DECIDES,
    "supplier-page": SIGNED_IN,
    "supplier-split": DECIDES,
    "supplier-change": DECIDES,
    "follow": DECIDES,
    "categories": SIGNED_IN,
    "categories-csv": SIGNED_IN,
    "category": SIGNED_IN,
    "category-review": SIGNED_IN,
    "category-review-csv": SIGNED_IN,
    "category-review-one": DECIDES,
    "categories-decided": SIGNED_IN,
    "category-undo": DECIDES,
    "category-correct": DECIDES,
    "money": SIGNED_IN,
    "money-csv": SIGNED_IN,
    "money-kinds": SIGNED_IN,
    "money-kinds-csv": SIGNED_IN,
    "money-years": SIGNED_IN,
    "money-years-csv": SIGNED_IN,
    "money-coverage": SIGNED_IN,
    "money-coverage-csv": SIGNED_IN,
    "money-largest": SIGNED_IN,
    "money-largest-csv": SIGNED_IN,
    "money-tail": SIGNED_IN,
    "money-tail-csv": SIGNED_IN,
    "money-shared": SIGNED_IN,
    "money-shared-csv": SIGNED_IN,
    "money-changes": SIGNED_IN,
    "money-changes-csv": SIGNED_IN,
    "money-chart": SIGNED_IN,
    "chart": SIGNED_IN,
    "files": SIGNED_IN,
    "file": SIGNED_IN,
    "file-raw": SIGNED_IN,
    "file-comparison": SIGNED_IN,
    "file-standing": DECIDES,
    "file-organisation": DECIDES,
    "file-columns": DECIDES,
    "file-columns-of": DECIDES,
    "file-furniture": SIGNED_IN,
    "file-decisions": SIGNED_IN,
    "file-quarantine": SIGNED_IN,
    "file-quarantine-csv": SIGNED_IN,
    "file-quarantine-rows": DECIDES,
    "mend": DECIDES,
    "row": SIGNED_IN,
    "quarantine": SIGNED_IN,
    "quarantine-csv": SIGNED_IN,
    "decisions": SIGNED_IN,
    "undo": DECIDES,
    "upload": LOADS,
    "job": SIGNED_IN,
}
"""What was published, and what people decided about it: shared by all who sign in."""

PAGES = ACCOUNT | REGISTER | FACTS
"""By the name of the address."""

NOTHING_THERE = frozenset(
    # Nobody here has a password, a second factor or a directory to prove again; and who signs out is sent to sign in.
    {"account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
    | {"mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn"}
    | {"mfa_authenticate", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback"}
    # No load is under way, no file waits for another, and no decision, notice, credit or edition is there to undo.
    | {"job", "register-job", "register-listed", "register-listed-csv", "file-comparison", "file-quarantine-rows"}
    | {"undo", "supplier-undo", "contract-notices", "contract-measurement-credit", "method-shipped"}
    # Nothing was sent.
    | {"alert"}
    # No private calendar was made.
    | {"calendar-end", "calendar-feed"}
    # No document is there to which something can be done as a whole.
    | {"decide-document-do"}
    # They ask for a name or a code that is not given.
    | {"supplier", "supplier-review", "supplier-change", "category"}
)
"""Names of addresses of what is not there in the walk: whoever is let in may be told so."""
READING_IS_NOTED = frozenset({"contract-document", "contract-confidential"})
"""Names of addresses where reading is itself written down."""
STARTS = frozenset({"register-look-over", "register-import"})
"""Names of addresses that start a process of their own: whoever is let in does not send them anything here."""
