"""What is not known of a contract, each a duty to find out. Pure. docs/rules/key-dates.md."""

from collections.abc import Iterator

from tallystick.contracts.rules.key_dates_facts import Dated, Facts
from tallystick.contracts.rules.key_dates_term import ROLLS, Term, notice_in
from tallystick.contracts.rules.term_dates import TermDates
from tallystick.contracts.rules.term_dates_working import in_words

_TERM = {
    "end": ("Find out when it ends", "Without its end, nobody can say by when anything has to be decided."),
    "start": ("Find out when it started", "What falls due is counted from it."),
    "extensions": (
        "Find out how it may be extended, and whether it was",
        "Its register does not say which extensions were used, or in how many steps they come.",
    ),
    "renewal": (
        "Find out whether it renews itself, and for how long",
        "Its register says that it is renewed, and not by how many months or how that is stopped.",
    ),
    "extension_notice": ("Find out how much notice an extension needs", "The last day to extend it follows from that."),
    "break_notice": ("Find out how much notice a break needs", "The last day to break it follows from that."),
    "renewal_notice": ("Find out how much notice stops the renewal", "Without it, it renews itself unseen."),
    "rolling_notice": ("Find out how much notice ends it", "Without it, nobody can say when it can end."),
    "end_after": ("Find out how long after notice it ends", "Without it, nobody can say when it can end."),
    "nation": (
        "Find out whose bank holidays count",
        "Its notice is in working days, and the organisation's nation is not known.",
    ),
}
"""What `term_dates` names as not known: what to do, and why."""


def find_out(facts: Facts, term: Term, dates: TermDates, owner: int | None) -> Iterator[Dated]:
    """What has to be found out of a contract that runs. owner: its owner, where that is somebody who may be told."""
    for name in dict.fromkeys([*dates.unknown, *term.unknown]):
        if name == "end" and facts.term_kind == "one_off":
            continue
        what, why = _TERM.get(name, (f"Find out {name.replace('_', ' ')}", "Its dates follow from it."))
        if name == "extension_notice" and (notice := notice_in(facts.notice)):
            why = f"{why} It takes {notice} to end it: whether that holds for an extension is not said."
        yield _one(name, what, why)
    if facts.terminated is None and facts.term_kind in ROLLS and dates.current_end is None and facts.review is None:
        why = "It goes on until somebody ends it, and no day is set on which anybody asks whether it should."
        yield _one("review", "Set a day to review it", why)
    if owner is None:
        yield _one("owner", "Find out who owns it", _no_owner(facts))
    if not facts.regime:
        why = "Whether it may be changed, and what must be published, follows from that."
        yield _one("regime", "Find out which procurement law governs it", why)
    if (facts.personal_data or facts.special_category) and facts.impact_assessed is None:
        why = "It processes personal data, and no assessment is recorded. High risk needs one: UK GDPR article 35 [G]."
        yield _one("impact", "Find out whether data protection was assessed", why)


def whether_it_ended(dates: TermDates) -> Iterator[Dated]:
    """For a contract that ended by what is known: what would tell whether it was extended."""
    if "extensions" in dates.unknown and dates.current_end is not None:
        why = f"It ended on {in_words(dates.current_end)} unless an extension was used, and nothing says so."
        yield _one("extensions", "Find out whether it was extended", why)


def _no_owner(facts: Facts) -> str:
    if facts.owner is not None:
        return "Its owner may not sign in any more, or has no role here, and so is not told of anything."
    if facts.owner_name:
        return f"Its register names {facts.owner_name}, who has no account here and so is not told of anything."
    return "Nobody is named as its owner, so nobody is told of what falls due."


def _one(name: str, what: str, why: str) -> Dated:
    return Dated("find_out", f"find_out:{name}", what, why)
