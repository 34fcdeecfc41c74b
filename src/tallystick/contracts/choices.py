"""What may be chosen in the fields of the register: (code, words). An empty code is "not known"."""

TERM_KINDS = [
    ("fixed", "Fixed term"),
    ("rolling", "Rolling until somebody gives notice"),
    ("annual", "Renewed each year"),
    ("renewing", "Renews itself unless somebody gives notice"),
    ("open_ended", "No end"),
    ("one_off", "One purchase"),
    ("unknown", "Not known"),
]
VALUE_PERIODS = [
    ("whole_life", "The whole life"),
    ("year", "A year"),
    ("month", "A month"),
    ("unknown", "Not known"),
]
VALUE_BASES = [("estimated", "Estimated"), ("actual", "Actual"), ("unknown", "Not known")]
VAT = [("exclusive", "Without VAT"), ("inclusive", "With VAT"), ("unknown", "Not known")]
REGIMES = [
    ("", "Not known"),
    ("PA2023", "Procurement Act 2023"),
    ("PCR2015", "Public Contracts Regulations 2015"),
    ("NOT_COVERED", "Neither"),
]
REGIME_EVIDENCE = [
    ("", "None yet"),
    ("parent", "The framework or dynamic market it was called off"),
    ("notice", "The day of a notice"),
    ("begun", "The day on which the procurement began"),
    ("award", "The date of award"),
    ("approach", "A supplier was approached before 24 February 2025"),
    ("person", "A person's judgement"),
]
SUPPLIES = [
    ("", "Not known"),
    ("services", "Services"),
    ("goods", "Goods"),
    ("works", "Works"),
    ("light_touch", "Light touch services"),
    ("concession", "A concession"),
]
ASSIGNMENT = [
    ("", "Not known"),
    ("free", "May be assigned to another public body"),
    ("consent", "With the supplier's consent"),
    ("none", "May not be assigned"),
]
DATA_ROLES = [
    ("", "Not known"),
    ("none", "Holds no personal data of ours"),
    ("processor", "Processor for the council"),
    ("joint", "Joint controller"),
    ("controller", "Controller in its own right"),
]
PARTY_ROLES = [("supplier", "Supplier"), ("sub_contractor", "Sub-contractor"), ("guarantor", "Guarantor")]
DOCUMENT_KINDS = [
    ("contract", "Contract"),
    ("variation", "Variation"),
    ("schedule", "Schedule or specification"),
    ("certificate", "Certificate or insurance"),
    ("minutes", "Minutes"),
    ("report", "Report"),
    ("other", "Something else"),
]
SCANS = [("not_scanned", "Not scanned for viruses"), ("clean", "Scanned: nothing found")]
OBLIGED = [("supplier", "The supplier"), ("council", "The council")]
RELATIONS = [
    ("predecessor", "Follows on from"),
    ("related", "Is related to"),
    ("call_off", "Was called off"),
    ("overlaps", "Overlaps with"),
]
TIERS = [("", "Not decided"), ("major", "Major"), ("operational", "Operational"), ("transactional", "Transactional")]
MEASURE_KINDS = [("kpi", "Performance indicator"), ("outcome", "Outcome")]
AUDIENCES = [("residents", "Residents"), ("staff", "Staff"), ("members", "Members"), ("service", "The service")]
DIRECTIONS = [
    ("higher", "The higher, the better"),
    ("lower", "The lower, the better"),
    ("within", "Between two figures"),
]
FREQUENCIES = [
    ("monthly", "Each month"),
    ("quarterly", "Each quarter"),
    ("six_monthly", "Each half year"),
    ("yearly", "Each year"),
    ("once", "Once, at the end"),
]
RATINGS = [
    ("", "Not rated"),
    ("good", "Good"),
    ("approaching_target", "Approaching target"),
    ("requires_improvement", "Requires improvement"),
    ("inadequate", "Inadequate"),
    ("other", "Other"),
]
RATED_BY = [("worked_out", "Worked out from the target"), ("person", "Decided by a person")]
MEASURED_BY = [("typed", "Typed in"), ("upload", "Uploaded"), ("supplier", "Sent by the supplier's system")]
CREDIT_STATES = [("due", "Due"), ("claimed", "Claimed"), ("received", "Received"), ("waived", "Waived")]
MEETING_STATES = [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")]
CHANNELS = [("letter", "Letter"), ("email", "E-mail"), ("call", "Telephone call"), ("meeting", "Meeting")]
WAYS = [("in", "From the supplier"), ("out", "To the supplier")]
RISK_STATES = [("open", "Open"), ("closed", "Closed"), ("happened", "It happened")]
ISSUE_STATES = [("open", "Open"), ("resolved", "Resolved")]
SEVERITIES = [("low", "Low"), ("medium", "Medium"), ("high", "High")]
CHANGE_STATES = [
    ("proposed", "Proposed"),
    ("checked", "Checked against the law"),
    ("agreed", "Approved"),
    ("made", "Made"),
    ("rejected", "Rejected"),
]
DUTY_STATES = [("open", "To be done"), ("done", "Done"), ("not_needed", "Not needed")]
QUESTION_STATES = [("open", "Open"), ("answered", "Answered"), ("dismissed", "Left as not known")]
WHO_MAY = [
    ("", "Not known"),
    ("council", "The council alone"),
    ("supplier", "The supplier alone"),
    ("either", "Either side"),
    ("both", "Both sides together"),
]
KEY_DATES = [
    ("extension", "Extend or let it end"),
    ("break", "Break"),
    ("renewal", "It renews itself"),
    ("rolling", "Notice to end a rolling contract"),
    ("end", "End"),
    ("framework_end", "The framework ends"),
    ("review", "Review"),
    ("certificate", "Certificate or insurance"),
    ("obligation", "Obligation"),
    ("action", "Action of a meeting"),
    ("notice", "Notice to publish"),
    ("duty", "Duty"),
    ("find_out", "Find out"),
]
SETTLED = [
    ("extend", "It will be extended"),
    ("let_end", "It will end"),
    ("replace", "A replacement is being bought"),
    ("renew", "It may renew itself"),
    ("give_notice", "Notice is given"),
    ("go_on", "It goes on as it is"),
    ("other", "Something else"),
]
SETTLED_AS: dict[str, tuple[str, ...]] = {
    "extension": ("extend", "let_end", "replace", "other"),
    "break": ("give_notice", "go_on", "replace", "other"),
    "renewal": ("give_notice", "let_end", "renew", "replace", "other"),
    "rolling": ("give_notice", "let_end", "go_on", "replace", "other"),
    "end": ("let_end", "extend", "replace", "other"),
    "framework_end": ("go_on", "let_end", "replace", "other"),
    "review": ("go_on", "extend", "let_end", "give_notice", "replace", "other"),
    "certificate": ("let_end", "go_on", "other"),
}
"""By kind of key date: which of `SETTLED` can be decided about it."""
FEED_SCOPES = [
    ("mine", "What is mine"),
    ("department", "A department"),
    ("organisation", "An organisation"),
]
DIGESTS = [
    ("made", "Waiting to be sent"),
    ("sent", "Taken by the mail server"),
    ("refused", "Refused by the mail server"),
    ("not_known", "Sent perhaps: the program stopped before the mail server's answer was kept"),
    ("withdrawn", "Not sent any more: they may no longer be told, or have another address"),
]
ALERT_STAGES = [
    ("coming", "It comes up"),
    ("soon", "Two weeks are left"),
    ("overdue", "The day has passed"),
    ("unowned", "Nobody owns it"),
]
PERMITTED = [("yes", "Yes"), ("no", "No"), ("judgement", "It depends"), ("", "Not covered")]
