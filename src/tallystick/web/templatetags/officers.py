"""Filters and tags of every template."""

from typing import Any

from django import template

from tallystick.contracts.choices import TERM_KINDS
from tallystick.decisions.rules.warning_words import warning_in_words
from tallystick.lake.companies import is_insolvent, is_over, status_in_words
from tallystick.lake.store.lookups import NOT_KNOWN
from tallystick.suppliers.queries import KINDS
from tallystick.web import addresses, kinds, words
from tallystick.web.decide import lacking as nothing_follows
from tallystick.web.governing_words import DECIDING, GOVERNING
from tallystick.web.keeping_words import keeping_verb
from tallystick.web.payment_fields import fields_of

register = template.Library()

for _plain in (
    words.pounds,
    words.pounds_in_short,
    words.count,
    words.day,
    words.month,
    words.moment,
    words.size,
    words.device,
):
    register.filter(_plain.__name__, _plain)


@register.filter
def summed(counts: Any) -> int:
    """The sum of figures by name."""
    return sum(counts.values()) if counts else 0


@register.filter
def lacking(document: Any) -> str:
    """Why nothing follows from a document yet."""
    return nothing_follows.in_words(document)


@register.filter
def warning(said: Any) -> str:
    """A warning of an answer, with how sure it is."""
    return warning_in_words(said)


@register.filter
def known(value: Any) -> Any:
    """`value`, or "not known" where there is none."""
    return words.NOT_KNOWN if value is None or value == "" else value


@register.filter
def many(number: int | None, name: str) -> str:
    """``3|many:"row"`` is "3 rows"; ``3|many:"body,bodies"`` is "3 bodies"."""
    one, _, several = name.partition(",")
    return words.many(number, one, several)


@register.filter
def share_of(part: int | None, whole: int | None) -> str:
    """`part` of `whole` as a percentage."""
    return words.share(part, whole)


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """What `mapping` has under `key`; none where a page gives no mapping, as one without errors."""
    return mapping.get(key) if mapping else None


@register.filter
def code(value: str | None) -> str:
    """A code or key for an address, where none means "not known"."""
    return value or NOT_KNOWN


register.filter("fields_of", fields_of)
register.simple_tag(addresses.who_address)
register.simple_tag(addresses.pair_address)
register.filter("category_name", kinds.category_name)
register.filter("reach", kinds.reach_in_words)
register.simple_tag(addresses.organisation_address)
register.simple_tag(addresses.supplier_address)
register.simple_tag(addresses.payments_address)
register.simple_tag(addresses.correct_address)


@register.filter
def how_sure(thought: Any) -> str:
    """How sure the category is of anything that has confidence and decided."""
    return kinds.how_sure(thought.confidence, thought.decided)


@register.filter
def less(now: int | None, before: int | None) -> int | None:
    """`now` less `before`; none where either is not known."""
    return None if now is None or before is None else now - before


@register.filter
def rounded(value: float) -> str:
    """A figure without its fraction, with thousands separators."""
    return words.count(round(value))


@register.filter
def hhi_means(index: float) -> str:
    """What an index of concentration (0 to 10,000) is called in guidelines for whole markets."""
    if index > 2000:
        return "highly concentrated, were it a market"
    return "concentrated, were it a market" if index > 1000 else "not concentrated, were it a market"


@register.simple_tag
def row_address(row: Any) -> str:
    """The page of the published line behind anything that has sha256, sheet and row."""
    return addresses.row_address(row.sha256, row.sheet, row.row)


@register.simple_tag
def mend_address(row: Any) -> str:
    """The form that mends a quarantined row."""
    return addresses.mend_address(row.sha256, row.sheet, row.row)


_PAYEES = dict(KINDS)


@register.filter
def payee(kind: str) -> str:
    """What kind of payee it is, in words; a supplier is "a supplier"."""
    return _PAYEES.get(kind, kind)


@register.filter
def standing(status: str | None) -> tuple[str, str] | None:
    """A tag's colour and words for a company that is gone or insolvent; none for any other."""
    if is_over(status):
        return "red", status_in_words(status).partition(":")[0]
    return ("orange", status_in_words(status).partition(":")[0]) if is_insolvent(status) else None


@register.filter
def sure(confidence: float | None) -> str:
    """How sure something is: 0.874 is 87%. Never 100% for what is not certain."""
    if confidence is None:
        return words.NOT_KNOWN
    return f"{min(round(100 * confidence), 99 if confidence < 1 else 100)}%"


@register.filter
def yes_no(value: bool | None) -> str:
    """Yes, no, or not known."""
    return words.NOT_KNOWN if value is None else "Yes" if value else "No"


@register.filter
def term_words(kind: str) -> str:
    """A kind of term in words; empty where it is not known."""
    return "" if kind in ("", "unknown") else dict(TERM_KINDS).get(kind, kind)


_HOW = {
    "given": "Said when it was loaded.",
    "content": "Told from what is in the file.",
    "path": "Told from the name of the file or its folder.",
    "learned": "Told from earlier files.",
    "person": "Decided by a person.",
}


@register.filter
def how(value: str | None) -> str:
    """How a publisher came to be known, as a sentence."""
    return _HOW.get(value or "", "Nothing in the file says who published it.")


_VERBS = {
    "load": "Loaded files",
    "correct_column": "Said what a column is",
    "set_date_order": "Said the order of dates",
    "set_organisation": "Said who published a file",
    "name_local_organisation": "Named an organisation",
    "load_notices": "Loaded award notices",
    "mend_row": "Mended a row",
    "release_row": "Released a row",
    "mark_as_furniture": "Said a row is no payment",
    "let_stand": "Let a file count",
    "set_aside": "Set a file aside",
    "undo_decision": "Undid a decision",
    "correct_payment": "Said what a payment was for",
    "correct_supplier": "Said what a supplier is paid for",
    "correct_account": "Said what an account is for",
    "undo_correction": "Undid a correction of a category",
    "suppliers_same": "Said two names are one supplier",
    "suppliers_different": "Said two names are different suppliers",
    "suppliers_unsure": "Was not sure of two names",
    "undo_judgement": "Undid a decision about names",
    "rename_supplier": "Named a supplier",
    "set_company_number": "Said which company a supplier is",
    "set_group": "Said which group a supplier is in",
    "set_kind": "Said what kind of payee it is",
    "undo_description": "Undid what was said of a supplier",
    "sign_in": "Signed in",
    "sign_out": "Signed out",
    "sign_out_everywhere": "Signed out everywhere else",
    "fail_to_sign_in": "Did not sign in: wrong password",
    "fail_second_factor": "Did not sign in: wrong code",
    "add_second_factor": "Added a second factor",
    "remove_second_factor": "Removed a second factor",
    "change_password": "Changed the password",
    "set_password": "Chose a password",
    "linked_directory": "Signed in by a directory for the first time",
    "used_link": "Used a link",
    "give_link": "Made a link to come in by",
    "invite": "Invited somebody",
    "give_role": "Gave a role",
    "say_who_hears": "Said who hears of what nobody owns",
    "make_alerts": "Made the e-mails of a day",
    "end_role": "Ended a role",
    "way_back_in": "Gave somebody a way back in",
    "set_active": "Closed or opened an account",
    "make_token": "Made a token",
    "end_token": "Ended a token",
    "make_feed": "Made a private calendar",
    "end_feed": "Ended a private calendar",
    "add_organisation": "Added an organisation",
}


@register.filter
def verb(what: str) -> str:
    """What somebody did, in words."""
    return _VERBS.get(what) or GOVERNING.get(what) or DECIDING.get(what) or keeping_verb(what) or what


@register.filter
def told(line: Any) -> str:
    """What a line of the log says was there before and after."""
    before, after = _said(line.before), _said(line.after)
    if before and after:
        return f"{before} → {after}"
    return f"Ended: {before}" if before else after


_NOT_TOLD = {"sha256", "publisher"}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    shown = {k: v for k, v in (value or {}).items() if k not in _NOT_TOLD and v not in (None, "", {})}
    return ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in shown.items())
