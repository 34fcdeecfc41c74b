"""A business case as a workbook: taken away, and brought back as the next edition."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.decisions import actions
from tallystick.decisions.workbooks.bringing_back import brought_back
from tallystick.decisions.workbooks.reading import MOST_BYTES
from tallystick.decisions.workbooks.writing import write_workbook
from tallystick.kit.errors import Refused
from tallystick.reference.green_book import green_book
from tallystick.web.decide import subjects
from tallystick.web.decide.pages import in_words
from tallystick.web.decide.subjects import Subject
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import sent_version
from tallystick.web.words import size

KIND = "business_case"
LATE_FILE = "Somebody else wrote to this while you had it open, so the workbook is not the edition in force."
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The edition in force, with live formulas; the page says why where there can be none."""
    subject = subjects.seen(request, "decision", number)
    found = subject.current(KIND)
    if found is None:
        raise Http404
    try:
        content = write_workbook(found.said, green_book(), timezone.localdate())
    except Refused as no:
        messages.error(request, f"There is no workbook of it. {in_words(no)}")
        return redirect(subject.document(KIND))
    named = {"Content-Disposition": f'attachment; filename="business-case-{number}.xlsx"'}
    return HttpResponse(content, content_type=_XLSX, headers=named)


def back(request: HttpRequest, number: int) -> HttpResponse:
    """A workbook, edited or not, as the next edition. Nothing is kept of one that does not read."""
    subject = subjects.kept(request, "decision", number)
    found = subject.current(KIND)
    version = found.edition if found else 0
    error = ""
    if request.method == "POST":
        version = sent_version(request)
        error = _keep(request, subject, found, version)
        if not error:
            messages.success(request, "The workbook is now the edition in force. Earlier editions are kept.")
            return redirect(subject.document(KIND))
    told = {
        "section": "decide", "row": subject.row, "version": version, "errors": {"file": error} if error else {},
        "late": error == LATE_FILE,
        "back": subject.document(KIND), "largest": MOST_BYTES, "document": found,
    }  # fmt: skip
    return render(request, "web/decide/workbook.html", told, status=422 if error else 200)


def _keep(request: HttpRequest, subject: Subject, found: Any, version: int) -> str:
    """Why it was not kept; "" where it was."""
    file = request.FILES.get("file")
    if getattr(request, "too_large", False) or (isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES):
        return f"The file is larger than {size(MOST_BYTES)}"
    if not isinstance(file, UploadedFile):
        return "Choose a workbook"
    try:
        said = brought_back(file.read(), found.said if found else {}, green_book(), timezone.localdate())
        do(
            request, actions.put_document, of="decision", number=subject.row.pk, kind=KIND, said=said, edition=version
        )  # fmt: skip
    except ChangedMeanwhile:
        return LATE_FILE
    except NotAcceptable as no:
        return "; ".join(no.fields.values())
    except Refused as no:
        return in_words(no)
    return ""
