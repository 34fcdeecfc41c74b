"""What a column of a decision may hold, and how people read it."""

KINDS = [
    ("route", "Renew, renegotiate or retender"),
    ("sharing", "Go on sharing a service, or not"),
    ("other", "Another choice between options"),
]
STATES = [
    ("draft", "Being prepared"),
    ("scoring", "Being scored"),
    ("consulting", "Out for consultation"),
    ("proposed", "Put to those who decide"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]
OPEN = frozenset({"draft", "scoring", "consulting"})
"""While it is in one of these, what it rests on may be changed."""
OVER = frozenset({"approved", "refused", "withdrawn"})
"""Nothing is under way in one of these."""
MOVES = {
    "draft": frozenset({"scoring", "consulting", "proposed", "withdrawn"}),
    "scoring": frozenset({"draft", "consulting", "proposed", "withdrawn"}),
    "consulting": frozenset({"draft", "scoring", "proposed", "withdrawn"}),
    "proposed": frozenset({"draft", "withdrawn"}),
    "refused": frozenset({"draft", "withdrawn"}),
    "approved": frozenset(),
    "withdrawn": frozenset({"draft"}),
}
"""What a person may make of each state. Approved and refused are come to by the approvers' answers alone."""
ANSWERED_ANEW = frozenset({"proposed", "refused"})
"""A step from one of these takes the approvers' answers away: they were of what was put to them then."""

ROLES = [
    ("proposer", "Proposes it"),
    ("scorer", "Scores the options"),
    ("moderator", "Agrees the scores"),
    ("consultee", "Is consulted"),
    ("approver", "Approves or refuses it"),
]
ANSWERS = [
    ("", "Not yet"),
    ("agrees", "Agrees"),
    ("objects", "Objects"),
    ("comments", "Comments"),
    ("approves", "Approves"),
    ("refuses", "Refuses"),
]
OF_ROLE = {
    "consultee": frozenset({"agrees", "objects", "comments"}),
    "approver": frozenset({"approves", "refuses"}),
}
"""The answers that each role gives; no other role gives any."""
