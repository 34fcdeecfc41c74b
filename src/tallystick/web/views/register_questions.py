"""Questions that registers left open: listed, and answered one by one or all alike at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.actions.questions import answer_question, dismiss_question
from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.importing.taken import COLUMN_OF
from tallystick.contracts.queries import importing
from tallystick.contracts.queries.importing import Sought
from tallystick.contracts.rules.asking import CODES
from tallystick.councils import queries as councils
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission, may
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads, words
from tallystick.web.contract_forms import Form, Lists, sent_parts
from tallystick.web.contract_pages import said_why
from tallystick.web.deciding import actor, decide
from tallystick.web.listing import Asked, Column

_LIST = (
    Column("Question", "code"),
    Column("Contract", "contract"),
    Column("Supplier", "supplier"),
    Column("As written"),
    Column("Row", "row"),
)
_STATES = [("open", "Open"), ("answered", "Answered"), ("dismissed", "Left as not known"), ("all", "All")]
_OWN, _LEAVE = "own", "leave"
_ALL = 10_000_000
_NO_ANSWER = "Choose an answer, or leave it as not known"
_TWO_ANSWERS = "You chose one answer and typed another: choose “What I type below”, or empty what you typed"


def questions(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    asked = Asked.read(request, _LIST, default="row")
    sought = _sought(request)
    found = importing.questions(sought, by=by, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE)
    shown = Page(tuple(found.rows), found.count, asked.page)
    codes = importing.codes(
        Sought(organisation=sought.organisation, register=sought.register, state=sought.state), by=by
    )
    ours = councils.organisations(by=by)
    page = {
        "section": "contracts",
        "listing": asked.listing(shown, name="questions", download="questions-csv"),
        "codes": [("", "Every question"), *((code, f"{say} ({words.count(n)})") for code, say, n in codes)],
        "states": _STATES,
        "state": sought.state or "all",
        "organisations": [("", "All of ours"), *((one.code, one.name) for one in ours)] if len(ours) > 1 else [],
        "code_words": CODES,
    }
    return render(request, "web/registers/questions.html", page)


def questions_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = importing.questions(_sought(request), by=actor(request), count=_ALL)
    columns = (
        ("question", lambda one: one.pk),
        ("code", lambda one: one.code),
        ("say", lambda one: one.say),
        ("field", lambda one: one.field),
        ("written", lambda one: one.written),
        ("state", lambda one: one.state),
        ("contract", lambda one: one.contract_id),
        ("reference", lambda one: one.contract.reference),
        ("title", lambda one: one.contract.title),
        ("suppliers", lambda one: one.contract.supplier_label),
        ("register", lambda one: one.row.file.name if one.row else ""),
        ("sheet", lambda one: one.row.sheet if one.row else ""),
        ("row", lambda one: one.row.row if one.row else None),
    )
    return downloads.table(found.rows, columns, name="questions.csv")


def question(request: HttpRequest, number: int) -> HttpResponse:
    row = importing.question(number, by=actor(request))
    if row is None:
        raise Http404
    if request.method == "POST":
        check(actor(request), Permission.KEEP_REGISTER, row.contract.organisation.code)
    own = _own_form(request, row)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors, own = _answer(request, row, own)
        if not errors:
            after = importing.next_question(row, by=actor(request))
            return redirect("question", after) if after else redirect("questions")
    alike = importing.alike(row)
    page = {
        "section": "contracts",
        "question": row,
        "about": CODES.get(row.code, row.code),
        "field": _label(row.field),
        "cells": _cells(row) if may(actor(request), Permission.READ_PAPERS, row.contract.organisation.code) else [],
        "suggestions": [(str(at), one["say"]) for at, one in enumerate(row.suggestions)],
        "own": own,
        "chosen": request.POST.get("answer", ""),
        "alike": alike,
        "all_alike": request.POST.get("alike") == "yes",
        "after": importing.next_question(row, by=actor(request)),
        "may_answer": row.state == "open" and may(
            actor(request), Permission.KEEP_REGISTER, row.contract.organisation.code
        ),
        "errors": errors,
        "why": said_why(request),
    }  # fmt: skip
    return render(request, "web/registers/question.html", page, status=422 if errors else 200)


def _answer(request: HttpRequest, row: Any, own: Form | None) -> tuple[dict[str, str], Form | None]:
    """(what is wrong, the form as it was sent). Answers the question where nothing is."""
    chosen = request.POST.get("answer", "")
    typed = own is not None and _typed(request, row, own)
    if typed and chosen == "":
        chosen = _OWN
    elif typed and chosen != _OWN:
        return {"answer": _TWO_ANSWERS}, _posted(request, row, own) if own else own
    said = {"question": row.pk, "version": _version(request), "alike": request.POST.get("alike") == "yes"}
    try:
        if chosen == _LEAVE:
            done = decide(request, dismiss_question, **said, why=said_why(request))
        elif chosen == _OWN and own is not None:
            own = _posted(request, row, own)
            if own.errors:
                return dict(own.errors), own
            done = decide(request, answer_question, **said, values=dict(own.values), why=said_why(request))
        elif chosen in map(str, range(len(row.suggestions))):
            values = row.suggestions[int(chosen)]["values"]
            done = decide(request, answer_question, **said, values=values, why=said_why(request))
        else:
            return {"answer": _NO_ANSWER}, own
    except NotAcceptable as no:
        return dict(no.fields), own
    except ChangedMeanwhile:
        messages.info(request, "Somebody else has answered this question meanwhile.")
        return {}, own
    _say_done(request, *done)
    return {}, own


def _say_done(request: HttpRequest, answered: int, left: int) -> None:
    said = f"{words.many(answered, 'question')} answered."
    if left:
        said += f" {words.many(left, 'contract')} could not take that answer: their questions stay open."
    messages.success(request, said)


def _sought(request: HttpRequest) -> Sought:
    state = request.GET.get("state", "open")
    number = request.GET.get("register", "")
    return Sought(
        text=request.GET.get("search", ""),
        code=request.GET.get("code", ""),
        organisation=request.GET.get("organisation", ""),
        register=int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None,
        state="" if state == "all" else state,
    )


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0


def _column(name: str) -> tuple[str, str] | None:
    """(kind, column) of what is typed for a field; None where a field cannot be typed."""
    if name in ("supplier", "suppliers"):
        return "party", "name"
    if name in ("sme", "vcse", "company_number", "charity_number"):
        return "party", name
    column = COLUMN_OF.get(name, name)
    return ("contract", column) if column in controls("contract") else None


def _own_form(request: HttpRequest, row: Any) -> Form | None:
    where = _column(row.field)
    if where is None:
        return None
    lists = Lists(request, row.contract.organisation.code)
    return Form.blank(where[0], lists, names=(where[1],))


def _typed(request: HttpRequest, row: Any, own: Form) -> bool:
    """Whether something was typed, or chosen, that an empty form does not send."""
    where = _column(row.field)
    assert where is not None
    box = own.box(where[1])
    sent = sent_parts(request.POST, where[1], controls(where[0])[where[1]])
    return any(text.strip() and text != box.parts.get(part, "") for part, text in sent.items())


def _posted(request: HttpRequest, row: Any, own: Form) -> Form:
    where = _column(row.field)
    assert where is not None
    lists = Lists(request, row.contract.organisation.code)
    posted = Form.posted(where[0], request.POST, lists, names=(where[1],))
    if posted.errors:
        return posted
    value = posted.values.get(where[1])
    if where == ("party", "name"):
        value = [name.strip() for name in str(value or "").replace("\n", ";").split(";") if name.strip()]
    if value in (None, "", []):
        return posted.with_errors({where[1]: "Type the answer, or leave it as not known"})
    if where == ("party", "name"):
        return Form(posted.kind, posted.boxes, {"suppliers": value})
    return posted


def _label(name: str) -> str:
    where = _column(name)
    return KINDS[where[0]].fields[where[1]].label if where else ""


def _cells(row: Any) -> list[tuple[str, str, bool]]:
    """(heading, cell, whether it is the one that is asked about) of the row of the register."""
    if row.row is None:
        return []
    columns = {column["position"]: column for column in importing.mapping_of(row.row)}
    found = []
    for at, cell in enumerate(row.row.cells):
        column = columns.get(at, {})
        asked = bool(row.field) and column.get("field") == row.field
        if cell or asked:
            found.append((column.get("heading") or column.get("key") or f"Column {at + 1}", cell or "", asked))
    return found
