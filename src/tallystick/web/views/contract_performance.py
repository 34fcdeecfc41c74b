"""How a contract performs: its measures, their figures, files of figures, and tokens of suppliers' systems."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.actions.measuring import AlreadyRecorded
from tallystick.contracts.choices import AUDIENCES, FREQUENCIES, MEASURE_KINDS, RATINGS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.performance import Recorded, Watched, period_name, watched
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.web import words
from tallystick.web.contract_pages import page, said_why, section, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version, show_form
from tallystick.web.measure_pictures import Picture, in_unit, picture, plain

_FOLDER = "web/contracts/performance/"
_OUTCOMES = ("recorded", "unchanged", "refused")
MOST_BYTES = 1_000_000
_RATED = [("", "As the target gives"), *[one for one in RATINGS if one[0]]]


@dataclass(frozen=True)
class MeasureShown:
    """A measure as the page shows it. what: kind, for whom and how often; aim: its target in words."""

    watched: Watched
    what: str
    aim: str
    picture: Picture | None
    overdue: list[str]
    rows: list[tuple[str, str, str, str, int]]
    """Period, figure, rating, comment and number of each figure, the latest first."""


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Every measure with its figures, what is missing, and what the misses lead to."""
    told = page(request, number, "performance")
    seen: Seen = told["seen"]
    found = watched(seen, today=timezone.localdate())
    told |= {
        "measures": [_shown(one) for one in found],
        "overdue": sum(len(one.overdue) for one in found),
        "fired": [one for one in found if one.fired and one.fired.fired],
        "owed": [(one, row) for one in found for row in one.owed],
        "credits": section(request, seen, "credit"),
        "tokens": contracts.rows(seen, "token"),
        "now": timezone.now().isoformat(),
    }
    return render(request, f"{_FOLDER}tab.html", told)


def record(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One figure of one measure; the period that lacks one is offered."""
    seen, one = _measure(request, number, row)
    form = Typed.of(request, day=one.following.first if one.following else None)
    offered = period_name(one.following.first, one.following.last) if one.following else ""
    hint = f"Any day of the period. The next that lacks a figure is {offered}." if offered else "Any day of the period."
    day = form.day("day", "Period", hint=hint, needed=True)
    value = form.figure("value", f"Figure{f' ({one.unit})' if one.unit else ''}", needed=True)
    comment = form.lines("comment", "Comment")
    rating = form.choice("rating", "Rating", _RATED, hint="Another than the target gives needs a reason")
    back = f"{tab_address(seen, 'performance')}#measure-{row}"
    if request.method == "POST" and not form.errors:
        try:
            kept = decide(
                request, actions.record_measurement, contract=seen.id, measure=row, day=day, value=value,
                comment=comment, rating=rating, today=timezone.localdate(), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except AlreadyRecorded as no:
            form.wrong({"day": str(no)})
        else:
            said = dict(RATINGS)[kept.rating].lower()
            messages.success(request, f"{period_name(kept.first, kept.last)} is recorded: {said}.")
            return redirect(back)
    return show_form(request, seen, form, f"Record: {one.title}", back, button="Record")


def correct(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Corrects one figure, with a reason."""
    seen = _keeping(request, number)
    entry = _row(seen, "measurement", row)
    said = entry.values
    by_a_person = said["rating_how"] == "person"
    given = {name: said[name] for name in ("value", "comment")} | {"rating": said["rating"] if by_a_person else ""}
    form = Typed.of(request, **given)
    value = form.figure("value", "Figure", needed=True)
    comment = form.lines("comment", "Comment")
    rating = form.choice("rating", "Rating", _RATED)
    back = f"{tab_address(seen, 'performance')}#measure-{said['measure_id']}"
    name = period_name(date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))
    if request.method == "POST" and not form.errors:
        try:
            decide(
                request, actions.correct_measurement, contract=seen.id, measurement=row, value=value, comment=comment,
                rating=rating, version=sent_version(request), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except ChangedMeanwhile as no:
            messages.warning(request, f"{no.reason} {no.what_to_do}")
            return redirect("contract-measurement", seen.id, row)
        else:
            messages.success(request, f"{name} is corrected.")
            return redirect(back)
    return show_form(request, seen, form, f"Correct the figure of {name}", back, version=entry.version)


def upload(request: HttpRequest, number: int) -> HttpResponse:
    """A file of figures: what would become of each row, and then it is recorded."""
    seen = _keeping(request, number)
    back = tab_address(seen, "performance")
    form = Typed.of(request)
    content = _content(request, form)
    if request.method == "POST" and not form.errors:
        look = request.POST.get("step") != "save"
        try:
            ended = decide(
                request, actions.upload_measurements, contract=seen.id, content=content, look_only=look,
                today=timezone.localdate(), why=said_why(request),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as no:
            form.errors["file"] = str(no)
        else:
            counts = {name: sum(one.outcome == name for one in ended) for name in _OUTCOMES}
            told = {
                "ended": ended,
                "counts": counts,
                "looking": look,
                "text": b64encode(content).decode() if look else "",
            }
            heading = "What would be recorded" if look else "What was recorded"
            return show_form(request, seen, form, heading, back, template=f"{_FOLDER}uploaded.html", **told)
    return show_form(request, seen, form, "Upload figures", back, template=f"{_FOLDER}upload.html", largest=MOST_BYTES)


@never_cache
def make_token(request: HttpRequest, number: int) -> HttpResponse:
    """A token by which the supplier's own system sends figures: shown this once."""
    seen = _keeping(request, number)
    form = Typed.of(request, days=90)
    name = form.text("name", "Whose system it is for", hint="For example Oakhollow’s service desk", longest=200)
    days = form.whole("days", "For how many days", needed=True)
    back = f"{tab_address(seen, 'performance')}#tokens"
    if request.method == "POST" and not form.errors:
        try:
            secret = decide(
                request, actions.make_supplier_token, contract=seen.id, name=name, days=days, why=said_why(request)
            )
        except NotAcceptable as no:
            form.wrong(no.fields)
        else:
            return show_form(
                request, seen, form, "The token", back, template=f"{_FOLDER}token.html", secret=secret, name=name
            )
    return show_form(request, seen, form, "Make a token for the supplier’s system", back, button="Make the token")


def end_token(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Ends a token at once."""
    seen = _keeping(request, number)
    entry = _row(seen, "token", row)
    form = Typed.of(request)
    back = f"{tab_address(seen, 'performance')}#tokens"
    if request.method == "POST":
        decide(
            request, actions.end_supplier_token, contract=seen.id, token=row, version=sent_version(request),
            why=said_why(request),
        )  # fmt: skip
        messages.success(request, "The token is ended: nothing can be sent with it any more.")
        return redirect(back)
    heading = f"End the token of {entry.values['name']}?"
    return show_form(request, seen, form, heading, back, button="End it", version=entry.version)


def _content(request: HttpRequest, form: Typed) -> bytes:
    """The file that was sent, or the one that was looked at before."""
    if request.method != "POST":
        return b""
    if request.POST.get("step") == "save":
        try:
            return b64decode(request.POST.get("text", ""), validate=True)
        except ValueError:
            form.errors["file"] = "Choose the file again"
            return b""
    file = request.FILES.get("file")
    if getattr(request, "too_large", False) or (isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES):
        form.errors["file"] = f"The file must be smaller than {words.size(MOST_BYTES)}"
    elif not isinstance(file, UploadedFile):
        form.errors["file"] = "Choose a file"
    else:
        return bytes(file.read())
    return b""


def _shown(one: Watched) -> MeasureShown:
    said = one.entry.values
    kinds, audiences, often = dict(MEASURE_KINDS), dict(AUDIENCES), dict(FREQUENCIES)
    ratings = dict(RATINGS)
    what = f"{kinds[said['kind']]} for {audiences[said['audience']].lower()}, {often[said['frequency']].lower()}"
    return MeasureShown(
        watched=one,
        what=f"{what}; one of the three most material" if said["material"] else what,
        aim=_aim(one),
        picture=picture(one),
        overdue=[period_name(period.first, period.last) for period in one.overdue],
        rows=[
            (row.name, f"{plain(row.value)}{in_unit(one.unit)}", _rating(row, ratings),
             str(row.entry.values["comment"] or ""), row.entry.id)
            for row in reversed(one.recorded)
        ],
    )  # fmt: skip


def _rating(row: Recorded, ratings: dict[str, str]) -> str:
    name = ratings[row.rating]
    return f"{name}, as a person rated it: {row.entry.values['rating_why']}" if row.by_a_person else name


def _aim(one: Watched) -> str:
    if one.target is None:
        return ""
    unit = in_unit(one.unit)
    target = one.target
    if target.direction == "within":
        return f"{plain(target.low)} to {plain(target.high)}{unit}"
    return f"{plain(target.target)}{unit} or {'more' if target.direction == 'higher' else 'less'}"


def _keeping(request: HttpRequest, number: int) -> Seen:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _measure(request: HttpRequest, number: int, row: int) -> tuple[Seen, Watched]:
    seen = _keeping(request, number)
    found = next((one for one in watched(seen, today=timezone.localdate()) if one.entry.id == row), None)
    if found is None:
        raise Http404
    return seen, found


def _row(seen: Seen, kind: str, number: int) -> Entry:
    found = contracts.row(seen, kind, number)
    if found is None:
        raise Http404
    return found
