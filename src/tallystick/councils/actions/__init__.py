"""Every write of people, organisations and the log. Each is one transaction, with its entry in the log."""

from tallystick.councils.actions.links import NoSuchLink, issue, redeem, whose
from tallystick.councils.actions.logging import Line, record_reading, write_lines, write_log
from tallystick.councils.actions.organisations import add_organisation, say_who_hears
from tallystick.councils.actions.people import (
    KnownElsewhere,
    end_role,
    give_role,
    invite,
    set_active,
    the_owner,
    way_back_in,
)
from tallystick.councils.actions.permitting import NotAllowed, check, check_anywhere, check_moment
from tallystick.councils.actions.signing import come_in, come_in_by_directory, note_seen
from tallystick.councils.actions.tokens import end_token, make_token, person_of

__all__ = [
    "KnownElsewhere",
    "Line",
    "NoSuchLink",
    "NotAllowed",
    "add_organisation",
    "check",
    "check_anywhere",
    "check_moment",
    "come_in",
    "come_in_by_directory",
    "end_role",
    "end_token",
    "give_role",
    "invite",
    "issue",
    "make_token",
    "note_seen",
    "person_of",
    "record_reading",
    "redeem",
    "say_who_hears",
    "set_active",
    "the_owner",
    "way_back_in",
    "whose",
    "write_lines",
    "write_log",
]
