"""Registers handed in, looked over and imported; the questions that they leave; and documents."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Annotated, Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from tallystick.api import reading, saying
from tallystick.api.contracts import Paging
from tallystick.api.door import actor, do, home, now, row_or_404, seen_or_404
from tallystick.api.shapes import Answer, Import, Number
from tallystick.contracts import actions
from tallystick.contracts.actions.importing import RegisterRefused
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.actions.questions import answer_question, dismiss_question
from tallystick.contracts.queries import importing, staging
from tallystick.councils.actions import check, check_anywhere
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission

router = Router(tags=["registers"])


class QuestionFilters(Schema):
    """state: open, answered, dismissed or "" for all. handed_in: the number of a register."""

    text: Annotated[str, Field(max_length=300)] = ""
    code: Annotated[str, Field(max_length=60)] = ""
    organisation: Annotated[str, Field(max_length=300)] = ""
    handed_in: Annotated[int, Field(ge=1, lt=10**15)] | None = None
    contract: Annotated[int, Field(ge=1, lt=10**15)] | None = None
    state: Annotated[str, Field(max_length=20)] = "open"


class HandIn(Schema):
    organisation: Annotated[str, Field(max_length=300)] = ""
    public: bool = False


class Paper(Schema):
    """kind: as the kinds say. dated, expires: days in ISO, or empty."""

    kind: Annotated[str, Field(max_length=30)] = "other"
    title: Annotated[str, Field(max_length=300)] = ""
    dated: Annotated[str, Field(max_length=10)] = ""
    expires: Annotated[str, Field(max_length=10)] = ""
    why: Annotated[str, Field(max_length=2000)] = ""


@router.get("registers", summary="Registers that were handed in")
def registers(request: HttpRequest) -> dict[str, Any]:
    found = importing.registers(by=actor(request))
    return saying.page(found, len(found), 0, lambda row: _register(row, actor(request)))


@router.post("registers", summary="Hand a register in: nothing is imported yet")
def hand_in(request: HttpRequest, said: Form[HandIn], file: File[UploadedFile]) -> HttpResponse:
    check_anywhere(actor(request), Permission.KEEP_REGISTER)
    with _written(file, settings.TALLYSTICK_UPLOAD_BYTES) as path:
        row = do(
            request, actions.hand_in, home=home(), path=path, name=_name(file),
            organisation=reading.clean(said.organisation) or None, public=said.public,
        )  # fmt: skip
    return JsonResponse(_register(row, actor(request)), status=201)


@router.post("registers/{number}/preview", summary="What importing it would change")
def preview(request: HttpRequest, number: Number) -> dict[str, Any]:
    row = _register_or_404(request, number)
    by = actor(request)
    check(by, Permission.KEEP_REGISTER, row.organisation.code)
    if not home().raw_file(row.sha256).exists():
        raise RegisterRefused("The file itself is not kept here any more.", what_to_do="Hand it in again.")
    staging.stage(home(), row, by=by, at=now())
    found = staging.staged(home(), row, by=by) or {}
    return {name: one for name, one in found.items() if name != "end"}


@router.post("registers/{number}/import", summary="Import it: all of it or none")
def take_in(request: HttpRequest, number: Number, said: Import) -> dict[str, Any]:
    row = _register_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    take = frozenset(reading.clean(one) for one in said.take)
    done = do(request, actions.import_register, home=home(), register=row.pk, take=take)
    told: dict[str, Any] = done.as_json()
    actions.recognise(home=home())
    return told


@router.get("questions", summary="Questions that registers left open")
def questions(request: HttpRequest, filters: Query[QuestionFilters], paging: Query[Paging]) -> dict[str, Any]:
    sought = importing.Sought(
        text=reading.clean(filters.text), code=reading.clean(filters.code), register=filters.handed_in,
        organisation=reading.clean(filters.organisation), state=reading.clean(filters.state),
        contract=filters.contract,
    )  # fmt: skip
    found = importing.questions(sought, by=actor(request), first=paging.first, count=paging.count)
    return saying.page(found.rows, found.count, paging.first, _question)


@router.post("questions/{question}/answer", summary="Answer a question, or leave what it asks as not known")
def answer(request: HttpRequest, question: Number, said: Answer) -> dict[str, Any]:
    row = importing.question(question, by=actor(request))
    if row is None:
        raise NotThere()
    check(actor(request), Permission.KEEP_REGISTER, row.contract.organisation.code)
    why = reading.clean(said.why)
    if said.dismiss:
        done, more = do(request, dismiss_question, question=row.pk, version=said.version, alike=said.alike, why=why)
    else:
        done, more = do(
            request, answer_question, question=row.pk, version=said.version, values=_values(said.values),
            alike=said.alike, why=why,
        )  # fmt: skip
    return {"answered": done, "could_not_take_it": more}


@router.post("contracts/{number}/documents", summary="Keep a document")
def keep_document(request: HttpRequest, number: Number, said: Form[Paper], file: File[UploadedFile]) -> HttpResponse:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    values = {
        "kind": reading.clean(said.kind), "title": reading.clean(said.title),
        "dated": reading.day("dated", said.dated), "expires": reading.day("expires", said.expires),
    }  # fmt: skip
    with _written(file, settings.TALLYSTICK_DOCUMENT_BYTES) as path:
        row = do(
            request, actions.keep_document, contract=seen.id, path=path, name=_name(file), values=values, home=home(),
            why=reading.clean(said.why), scanner=settings.TALLYSTICK_SCANNER,
            largest=settings.TALLYSTICK_DOCUMENT_BYTES,
        )  # fmt: skip
    return JsonResponse(saying.entry(row_or_404(seen, "document", row.pk)), status=201)


@router.get("contracts/{number}/documents/{row}/file", summary="A document's bytes; the reading is noted")
def document(request: HttpRequest, number: Number, row: Number) -> Any:
    seen = seen_or_404(request, number)
    row_or_404(seen, "document", row)
    kept, path = do(request, actions.give_out, contract=seen.id, document=row, home=home())
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=kept.file_name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _values(said: dict[str, Any]) -> dict[str, Any]:
    """Values of an answer: money in pounds becomes pence, days stay ISO texts."""
    found: dict[str, Any] = {}
    for name, value in reading.cleaned(said).items():
        if name.endswith(saying.POUNDS):
            if value is not None and not isinstance(value, str):
                raise NotAcceptable({name: "It must be pounds as text, such as “1234.50”"})
            found[name.removesuffix(saying.POUNDS) + saying.PENCE] = reading.pence(name, value)
        else:
            found[name] = value
    return found


def _register(row: Any, by: Actor) -> dict[str, Any]:
    return {
        "register": row.pk, "organisation": row.organisation.code, "name": row.name, "sha256": row.sha256,
        "bytes": row.size, "state": row.state, "outcome": row.outcome, "reason": row.reason, "public": row.public,
        "tables": importing.account(row, by=by), "handed_in_at": row.handed_in_at.isoformat(),
        "handed_in_by": row.handed_in_by, "imported_at": saying.value("", row.imported_at),
    }  # fmt: skip


def _question(row: Any) -> dict[str, Any]:
    return {
        "question": row.pk, "version": row.version, "contract": row.contract_id, "contract_title": str(row.contract),
        "field": row.field, "written": row.written, "code": row.code, "say": row.say,
        "suggestions": row.suggestions, "state": row.state, "answer": row.answer,
    }  # fmt: skip


def _register_or_404(request: HttpRequest, number: int) -> Any:
    row = importing.register(number, by=actor(request))
    if row is None:
        raise NotThere()
    return row


def _name(file: UploadedFile) -> str:
    name = PurePath(reading.clean(file.name or "").replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[-150:] or "file"


@contextmanager
def _written(file: UploadedFile, most: int) -> Iterator[Path]:
    """What was sent, as a file, for as long as it is wanted. Raises NotAcceptable for one that is too large."""
    if (file.size or 0) > most:
        raise NotAcceptable({"file": f"It is larger than {most // 1_000_000} MB"})
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as out:
            for chunk in file.chunks(1 << 20):
                out.write(chunk)
        yield path
