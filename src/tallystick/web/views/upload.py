"""Upload: what `tallystick load` does, in the browser, with its progress."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick.councils.actions import check_anywhere
from tallystick.councils.rules.permissions import Permission
from tallystick.intake import queries
from tallystick.kit.errors import Refused
from tallystick.web import jobs, words
from tallystick.web.deciding import actor


def upload(request: HttpRequest) -> HttpResponse:
    errors: dict[str, str] = {}
    organisation = request.POST.get("organisation", "").strip()
    if request.method == "POST":
        by = actor(request)
        check_anywhere(by, Permission.LOAD_FACTS)
        files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
        errors = _errors(request, files, organisation)
        if not errors:
            home, now = settings.TALLYSTICK_HOME, timezone.now()
            job = jobs.start(home, files, organisation=organisation or None, by=by, at=now)
            return redirect("job", job.id)
    return render(
        request,
        "web/upload/upload.html",
        {
            "section": "upload",
            "errors": errors,
            "organisation": organisation,
            "largest": settings.TALLYSTICK_UPLOAD_BYTES,
            "most": settings.TALLYSTICK_UPLOAD_FILES,
        },
        status=422 if errors else 200,
    )


def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """How far a load is: the page asks again by itself until it has ended, then says what became of each file."""
    found = jobs.find(settings.TALLYSTICK_HOME, job_id)
    if found is None:
        raise Http404
    if found.state == "running":
        return render(request, "web/upload/running.html", {"section": "upload", "job": found})
    results = [_result(line) for line in found.results]
    return render(request, "web/upload/ended.html", {"section": "upload", "job": found, "results": results})


_COLOURS = {"loaded": "green", "unchanged": "blue", "partly": "orange", "refused": "red"}
_OUTCOMES = {"loaded": "Loaded", "unchanged": "Already loaded", "partly": "Partly loaded", "refused": "Refused"}


def _result(line: dict[str, Any]) -> dict[str, Any]:
    """One line of `load --json` as a row of the table."""
    tables = line.get("tables") or []
    reasons = [line.get("reason")] + [
        f"{table.get('sheet') or 'A part'}: {table['reason']}" for table in tables if table.get("reason")
    ]
    held = line.get("held")
    if held:
        reasons.append(f"It mostly repeats {held.get('file')}, so it counts nowhere until somebody says which stands.")
    return {
        "file": line.get("file", ""),
        "sha256": line.get("sha256", ""),
        "link": len(line.get("sha256") or "") == 64,
        "outcome": "Held" if held else _OUTCOMES.get(line.get("outcome", ""), line.get("outcome", "")),
        "colour": "yellow" if held else _COLOURS.get(line.get("outcome", ""), "grey"),
        "reason": " ".join(reason for reason in reasons if reason),
        "organisation": (line.get("organisation") or {}).get("name"),
        "payments": sum(table.get("payments", 0) for table in tables),
        "pence": sum(table.get("pence_payments", 0) for table in tables),
        "quarantined": sum(sum((table.get("quarantined") or {}).values()) for table in tables),
    }


def _errors(request: HttpRequest, files: list[UploadedFile], organisation: str) -> dict[str, str]:
    errors = {}
    if getattr(request, "too_large", False):
        errors["files"] = (
            f"The files are larger than {words.size(settings.TALLYSTICK_UPLOAD_BYTES)} together."
            " Upload fewer at a time, or load them from a terminal with “tallystick load”"
        )
    elif not files:
        errors["files"] = "Choose one or more files"
    elif len(files) > settings.TALLYSTICK_UPLOAD_FILES:
        errors["files"] = (
            f"Choose at most {settings.TALLYSTICK_UPLOAD_FILES} files at a time. A zip of them counts as one"
        )
    if organisation:
        try:
            queries.directory().resolve(organisation)
        except Refused as no:
            errors["organisation"] = str(no)
    return errors
