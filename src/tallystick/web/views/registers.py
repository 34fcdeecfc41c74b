"""Registers: handed in as they are, looked over before they change anything, and imported."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.contracts import actions
from tallystick.contracts.actions.importing import RegisterRefused
from tallystick.contracts.declared import KINDS
from tallystick.contracts.queries import importing, staging
from tallystick.contracts.queries.whose import NotKnownWhose
from tallystick.councils import queries as councils
from tallystick.councils.actions import NotAllowed, check, check_anywhere
from tallystick.councils.rules.permissions import Permission, may
from tallystick.kit.errors import Refused
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads, jobs, words
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import actor, bring_up_to_date, decide
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import Tab
from tallystick.web.uploading import keep

SMALL_BYTES = 300_000
"""A register up to this size is read while its page is waited for; a larger one by a process of its own."""

_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "new": (("row", "Row"), ("reference", "Reference"), ("title", "Title"), ("suppliers", "Supplier"),
            ("start", "Start"), ("end", "End")),
    "missing": (("contract", "Contract"), ("reference", "Reference"), ("title", "Title"), ("suppliers", "Supplier"),
                ("start", "Start")),
    "left_out": (("row", "Row"), ("reference", "Reference"), ("title", "Title"), ("suppliers", "Supplier")),
    "questions": (("row", "Row"), ("title", "Title"), ("written", "As written"), ("say", "Question")),
    "quarantined": (("row", "Row"), ("say", "Why"), ("cells", "The row")),
    "changes": (("contract", "Contract"), ("reference", "Reference"), ("title", "Title"), ("label", "Field"),
                ("before", "Here"), ("after", "In the register"), ("by_hand", "Changed here by")),
}  # fmt: skip
LISTS = {
    "new": "New",
    "changes": "Changes",
    "missing": "Not in it",
    "left_out": "Taken out here",
    "questions": "Questions",
    "quarantined": "Kept out",
}
_LEADS = {
    "new": "Contracts that importing would add.",
    "changes": "What the register says otherwise than what is kept here. What a row does not say changes nothing.",
    "missing": "Contracts of earlier registers that this one does not have. They stay as they are.",
    "left_out": "Rows of contracts that somebody took out of the register here. They are not brought back.",
    "questions": "Cells that could not be taken as they stand. Each contract is added with what could be read.",
    "quarantined": "Rows that nothing says what contract they are. Once the register is imported, you can make a "
    "contract of one by hand.",
}


def registers(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    rows = [(row, may(by, Permission.KEEP_REGISTER, row.organisation.code)) for row in importing.registers(by=by)]
    page = {"section": "contracts", "rows": rows, "may_hand_in": _may_hand_in(request)}
    return render(request, "web/registers/list.html", page)


def hand_in(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_anywhere(by, Permission.KEEP_REGISTER)
    errors: dict[str, str] = {}
    organisation = request.POST.get("organisation", "").strip()
    if request.method == "POST":
        upload = request.FILES.get("file")
        errors = _errors(request, upload)
        if isinstance(upload, UploadedFile) and not errors:
            public = request.POST.get("public") == "yes"
            if (upload.size or 0) > SMALL_BYTES:
                command = ["contracts", "hand-in", "--organisation", organisation, *(["--public"] if public else [])]
                job = jobs.begin(settings.TALLYSTICK_HOME, command, uploads=[upload], by=by, at=timezone.now())
                return redirect("register-job", job.id)
            try:
                return redirect("register", _hand_in(request, upload, organisation, public))
            except NotAllowed:
                raise
            except NotKnownWhose:
                errors["organisation"] = "Say whose register it is: the file does not"
            except RegisterRefused as no:
                errors["file"] = str(no)
            except Refused as no:
                errors["organisation"] = str(no)
    keeps = councils.organisations(by=by, permission=Permission.KEEP_REGISTER)
    page = {
        "section": "contracts",
        "errors": errors,
        "organisation": organisation,
        "organisations": [("", "As the file says"), *((one.code, one.name) for one in keeps)],
        "any_name": by.everything,
        "public": request.POST.get("public") == "yes",
        "largest": settings.TALLYSTICK_UPLOAD_BYTES,
    }
    return render(request, "web/registers/add.html", page, status=422 if errors else 200)


def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """How far a large register is: the page asks again by itself, and goes on to the register once it is read."""
    found = jobs.find(settings.TALLYSTICK_HOME, job_id)
    if found is None:
        raise Http404
    if found.state == "running":
        return render(request, "web/registers/running.html", {"section": "contracts", "job": found})
    result = found.results[-1] if found.results else {}
    if "refused" in result:
        messages.error(request, str(result["refused"]))
        return redirect("register", result["register"]) if "register" in result else redirect("register-add")
    if found.state != "ended" or "register" not in result:
        page = {"section": "contracts", "job": found}
        return render(request, "web/registers/failed.html", page)
    if "outcome" in result:
        _say_imported(request, result)
    return redirect("register", result["register"])


def register(request: HttpRequest, number: int) -> HttpResponse:
    row = found_or_404(request, number)
    staged = staged_of(request, row)
    page = {**register_page(request, row, "register", staged), "tables": row.account, "figures": _figures(row, staged)}
    return render(request, "web/registers/register.html", page)


def listed(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One list of what importing would do: ``new``, ``changes``, ``missing`` …"""
    row = found_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    staged = staged_of(request, row)
    if what not in LISTS or staged is None:
        raise Http404
    asked = Asked.read(request, [Column(text) for _, text in _COLUMNS[what]], default="")
    found = _matching(staged[what], request.GET.get("search", ""))
    first = (asked.page - 1) * PAGE_SIZE
    rows = found[first : first + PAGE_SIZE]
    shown = Page(tuple(_in_words(rows) if what == "changes" else rows), len(found), asked.page)
    page = {
        **register_page(request, row, what, staged),
        "what": what,
        "heading": LISTS[what],
        "lead": _LEADS[what],
        "listing": asked.listing(shown, name="entry,entries", download="register-listed-csv"),
        "columns": [(name, text) for name, text in _COLUMNS[what]],
        "conflicts": staged["counts"]["conflicts"],
    }
    return render(request, f"web/registers/{'changes' if what == 'changes' else 'listed'}.html", page)


def listed_csv(request: HttpRequest, number: int, what: str) -> StreamingHttpResponse:
    row = found_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    staged = staging.staged(settings.TALLYSTICK_HOME, row, by=actor(request))
    if what not in LISTS or staged is None:
        raise Http404
    rows = _matching(staged[what], request.GET.get("search", ""))
    if what == "changes":
        rows = [{**one, **each} for one in rows for each in one["fields"]]
    columns = [(text, lambda one, name=name: _plain(one.get(name))) for name, text in _COLUMNS[what]]
    return downloads.table(rows, columns, name=f"{what}.csv")


@require_POST
def look_over(request: HttpRequest, number: int) -> HttpResponse:
    """Works out again what importing would do."""
    row = found_or_404(request, number)
    return looked_over(request, row) or redirect("register", row.pk)


@require_POST
def take_in(request: HttpRequest, number: int) -> HttpResponse:
    """Imports the register, with the ticked fields as it has them."""
    row = found_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    take = frozenset(request.POST.getlist("take"))
    if row.size > SMALL_BYTES:
        command = ["contracts", "take-in", str(row.pk), *(word for one in sorted(take) for word in ("--take", one))]
        return _begun(request, command, row.name)
    done = decide(request, actions.import_register, register=row.pk, take=take)
    _say_imported(request, {"outcome": done.outcome, **done.counts})
    bring_up_to_date()
    staging.stage(settings.TALLYSTICK_HOME, row, by=actor(request), at=timezone.now())
    return redirect("register", row.pk)


def as_handed_in(request: HttpRequest, number: int) -> FileResponse:
    """The file itself, as a download and nothing else."""
    row = found_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    path = settings.TALLYSTICK_HOME.raw_file(row.sha256)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type="application/octet-stream")


def found_or_404(request: HttpRequest, number: int) -> Any:
    """A register that whoever asks may read of."""
    row = importing.register(number, by=actor(request))
    if row is None:
        raise Http404
    return row


def looked_over(request: HttpRequest, row: Any) -> HttpResponse | None:
    """Works out what importing would do: now, or, for a large register, by a process whose page this gives."""
    if row.size > SMALL_BYTES:
        check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
        return _begun(request, ["contracts", "look-over", str(row.pk)], row.name)
    staging.stage(settings.TALLYSTICK_HOME, row, by=actor(request), at=timezone.now())
    return None


def register_page(request: HttpRequest, row: Any, current: str, staged: Mapping[str, Any] | None) -> dict[str, Any]:
    """What every page of a register is told."""
    may_keep = may(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    may_read_rows = may(actor(request), Permission.READ_PAPERS, row.organisation.code)
    return {
        "section": "contracts",
        "register": row,
        "may_keep": may_keep,
        "may_read_rows": may_read_rows,
        "staged": staged,
        "tabs": _tabs(row, current, staged, may_keep=may_keep, may_read_rows=may_read_rows),
        "does_anything": bool(staged and (staged["counts"]["new"] or staged["changes"])) and may_keep,
    }


def _figures(row: Any, staged: Mapping[str, Any] | None) -> list[tuple[int, str, str]]:
    """(how many, what, the address of the list of them) of what importing would do."""
    if staged is None:
        return []
    counts = staged["counts"]
    figures = [
        (counts["new"], "new", "new"),
        (counts["changed"], "changed", "changes"),
        (counts["unchanged"], "as they are", ""),
        (counts["missing"], "here and not in it", "missing"),
    ]
    if row.state != "imported":
        figures.append((len(staged["questions"]), "questions", "questions"))
        figures.append((len(staged["quarantined"]), "rows kept out", "quarantined"))
    return [
        (number, what, reverse("register-listed", args=[row.pk, name]) if name else "")
        for number, what, name in figures
    ]


def _in_words(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes with what is here and what the register says as people read it."""
    return [
        {
            **row,
            "fields": [
                {
                    **one,
                    "said_before": _said(one["field"], one["before"]),
                    "said_after": _said(one["field"], one["after"]),
                }
                for one in row["fields"]
            ],
        }
        for row in rows
    ]


def _said(name: str, value: Any) -> str:
    _, dot, column = name.partition(".")
    if dot and column in KINDS["party"].fields:
        return in_words("party", column, value)
    return in_words("contract", name, value) if name in KINDS["contract"].fields else str(value or "")


def _tabs(
    row: Any, current: str, staged: Mapping[str, Any] | None, *, may_keep: bool, may_read_rows: bool
) -> list[Tab]:
    tabs: list[Tab] = [("Summary", reverse("register", args=[row.pk]), current == "register")]
    if may_keep:
        tabs.append(("Columns", reverse("register-columns", args=[row.pk]), current == "register-columns"))
    if row.state == "imported" and may_read_rows:
        tabs.append(("Rows", reverse("register-rows", args=[row.pk]), current == "register-rows"))
    for what, text in LISTS.items():
        if staged and staged[what] and (what not in ("questions", "quarantined") or row.state != "imported"):
            label = f"{text} ({len(staged[what]):,})"
            tabs.append((label, reverse("register-listed", args=[row.pk, what]), current == what))
    return tabs


def staged_of(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """What importing would do, as last worked out; None where whoever asks may not import it."""
    by = actor(request)
    if not may(by, Permission.KEEP_REGISTER, row.organisation.code):
        return None
    return staging.staged(settings.TALLYSTICK_HOME, row, by=by)


def _hand_in(request: HttpRequest, upload: UploadedFile, organisation: str, public: bool) -> int:
    with TemporaryDirectory(prefix="tallystick-") as folder:
        path = keep(upload, Path(folder))
        row = decide(
            request, actions.hand_in, path=path, name=path.name, organisation=organisation or None, public=public
        )
    staging.stage(settings.TALLYSTICK_HOME, row, by=actor(request), at=timezone.now())
    return int(row.pk)


def _begun(request: HttpRequest, command: Sequence[str], name: str) -> HttpResponse:
    job = jobs.begin(settings.TALLYSTICK_HOME, command, files=[name], by=actor(request), at=timezone.now())
    return redirect("register-job", job.id)


def _say_imported(request: HttpRequest, done: Mapping[str, Any]) -> None:
    if done["outcome"] == "unchanged":
        messages.info(request, "Nothing was new in it: the register is as it was.")
        return
    told = [f"{words.many(done['new'], 'contract')} added", f"{words.many(done['changed'], 'contract')} changed"]
    messages.success(request, f"The register is imported: {', '.join(told)}.")


def _errors(request: HttpRequest, upload: object) -> dict[str, str]:
    if getattr(request, "too_large", False):
        return {
            "file": f"The file is larger than {words.size(settings.TALLYSTICK_UPLOAD_BYTES)}. Load it from a terminal "
            "with “tallystick contracts load”"
        }
    return {} if isinstance(upload, UploadedFile) else {"file": "Choose a file"}


def _may_hand_in(request: HttpRequest) -> bool:
    by = actor(request)
    return by.everything or bool(councils.organisations(by=by, permission=Permission.KEEP_REGISTER))


def _matching(rows: Sequence[dict[str, Any]], search: str) -> list[dict[str, Any]]:
    wanted = search.casefold().split()
    return [row for row in rows if all(word in str(row.values()).casefold() for word in wanted)]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return " | ".join(str(one) for one in value if one)
    return value
