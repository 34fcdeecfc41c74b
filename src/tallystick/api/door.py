"""The door itself: who is asking, what the time is, and how an expected no is said."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere
from tallystick.contracts.actions.supplier_tokens import NoSuchToken, TooMany
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.rules.questionnaires import NotAnAnswer
from tallystick.councils import queries
from tallystick.councils.actions import NotAllowed
from tallystick.councils.rules.actors import Actor
from tallystick.councils.throttling import note_failure
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

MOST_AT_ONCE = 200
"""Rows of a page of a list."""
_REQUEST = logging.getLogger("django.request")
_NOT_THERE = NotThere()

api = NinjaAPI(
    title="Tallystick",
    version="1",
    description="The register of contracts and the people who keep it. Send `Authorization: Bearer` and a token.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)


def actor(request: HttpRequest) -> Actor:
    """Who is asking: whose token was sent."""
    return queries.actor_of(getattr(request, "user", None), via="api")


def today() -> date:
    """The day in London."""
    return timezone.localdate()


def now() -> datetime:
    return timezone.now()


def home() -> Home:
    found: Home = settings.TALLYSTICK_HOME
    return found


def do(request: HttpRequest, action: Callable[..., Any], **said: Any) -> Any:
    """Does an action as whoever asks, now."""
    return action(by=actor(request), at=now(), **said)


def seen_or_404(request: HttpRequest, number: int) -> Seen:
    """The contract as whoever asks may see it. Raises NotThere."""
    found = contracts.contract(number, by=actor(request)) if 0 < number < 10**15 else None
    if found is None:
        raise NotThere()
    return found


def row_or_404(seen: Seen, kind: str, number: int) -> Entry:
    """A row of a contract. Raises NotThere."""
    found = contracts.row(seen, kind, number) if 0 < number < 10**15 else None
    if found is None:
        raise NotThere()
    return found


def problem(
    status: int, error: str, what_to_do: str = "", fields: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """An answer that says why not: ``{error, what_to_do, fields?}``."""
    said: dict[str, Any] = {"error": error, "what_to_do": what_to_do, **more}
    if fields:
        said["fields"] = dict(fields)
    return JsonResponse(said, status=status)


def _status(no: Refused) -> int:
    for status, kinds in (
        (401, (NoSuchToken,)),
        (403, (NotAllowed,)),
        (404, (NotThere,)),
        (422, (NotAcceptable, NotAnAnswer)),
        (429, (TooMany,)),
    ):
        if isinstance(no, kinds):
            return status
    return 409


def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    if isinstance(no, NoSuchToken):
        note_failure(request.META.get("REMOTE_ADDR", ""), at=now())
    fields = (
        no.fields if isinstance(no, NotAcceptable) else {no.field: no.reason} if isinstance(no, NotAnAnswer) else {}
    )
    if isinstance(no, ChangedMeanwhile):
        return problem(409, no.reason, no.what_to_do, version=no.version, now=_as_seen(request, no))
    return problem(_status(no), no.reason, no.what_to_do, fields)


def _as_seen(request: HttpRequest, no: ChangedMeanwhile) -> dict[str, Any] | None:
    """What the row says now in the fields that whoever asks may see without its being noted."""
    from tallystick.api.saying import entry

    named = request.resolver_match.kwargs if request.resolver_match else {}
    number, row = named.get("number"), named.get("row")
    if number is None:
        return None
    seen = seen_or_404(request, int(number))
    if row is None:
        return entry(seen.entry)
    found = contracts.row(seen, str(named.get("kind") or _KIND_OF.get(_part(request), "")), int(row))
    return entry(found) if found else None


_KIND_OF = {
    "duties": "duty", "measurements": "measurement", "tokens": "token", "documents": "document",
    "changes": "change",
}  # fmt: skip
"""Part of an address -> the kind of row that it is about."""


def _part(request: HttpRequest) -> str:
    """``duties`` of ``/api/v1/contracts/1/duties/2/done``."""
    return next((part for part in request.path.split("/") if part in _KIND_OF), "")


def _not_read(request: HttpRequest, no: ValidationError) -> HttpResponse:
    wrong = {".".join(str(part) for part in one["loc"][1:]) or "body": str(one["msg"]) for one in no.errors}
    fields = {name.removeprefix("said."): words for name, words in wrong.items()}
    return problem(422, "What was sent cannot be read.", "Look at the fields that are named.", fields)


def _http(request: HttpRequest, no: HttpError) -> HttpResponse:
    return problem(no.status_code, "What was sent cannot be read.", "Send JSON, as /api/v1/openapi.json says.")


def _not_found(request: HttpRequest, no: Http404) -> HttpResponse:
    return problem(404, _NOT_THERE.reason, _NOT_THERE.what_to_do)


def _broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    _REQUEST.error("%s %s", request.method, request.path, exc_info=fault)
    return problem(
        500, "Something went wrong here.", "It was noted. Try again, or tell whoever runs this installation."
    )


_HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: _refused,
    ValidationError: _not_read,
    HttpError: _http,
    Http404: _not_found,
    Exception: _broken,
}
for _kind, _handler in _HANDLERS.items():
    api.add_exception_handler(_kind, partial(_handler))
