"""Documents of a contract: listed, handed in, and given out as downloads that no browser opens."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tallystick.contracts.actions import documents
from tallystick.contracts.actions.documents_scanning import Infected, NotScanned
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.facts import Named
from tallystick.contracts.rules.documents import NotTaken
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web import words
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import contract_title, page, said_why, shown, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.uploading import safe_name
from tallystick.web.views.errors import not_found

_FIELDS = ("kind", "title", "dated", "expires")
_SYSTEM = ("sha256", "media_type", "size")


def listed(request: HttpRequest, number: int) -> HttpResponse:
    """The documents of a contract, newest first."""
    told = page(request, number, "documents")
    seen = told["seen"]
    rows = list(reversed(contracts.rows(seen, "document")))
    told["documents"] = [(shown(seen, row, Named(), leave_out=_SYSTEM), row.values) for row in rows]
    return render(request, "web/contracts/documents.html", told)


def add(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in a document."""
    told = page(request, number, "documents")
    seen = told["seen"]
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    lists = Lists(request, seen.organisation)
    form, errors = Form.blank("document", lists, names=_FIELDS), {}
    if request.method == "POST":
        file = request.FILES.get("file")
        sent = request.POST.copy()
        if file is not None and not sent.get("title", "").strip():
            sent["title"] = safe_name(file.name or "")
        form = Form.posted("document", sent, lists, names=_FIELDS)
        errors = {**_wrong_file(request, file), **form.errors}
        if not errors and file is not None:
            errors = _keep(request, seen.id, file, dict(form.values))
            if not errors:
                messages.success(request, f"{safe_name(file.name or '')} was kept.")
                return redirect(tab_address(seen, "documents"))
    told |= {
        "form": form, "errors": errors, "why": said_why(request), "contract_title": contract_title(seen),
        "largest": settings.TALLYSTICK_DOCUMENT_BYTES, "back": tab_address(seen, "documents"),
    }  # fmt: skip
    return render(request, "web/contracts/document_add.html", told, status=422 if errors else 200)


@require_GET
def download(request: HttpRequest, number: int, row: int) -> HttpResponse | FileResponse:
    """The bytes of a document, to be saved and not shown: the reading is noted."""
    page(request, number, "documents")
    try:
        document, path = decide(request, documents.give_out, contract=number, document=row)
    except NotThere as no:
        return not_found(request, no)
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=document.file_name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _wrong_file(request: HttpRequest, file: Any) -> dict[str, str]:
    largest = settings.TALLYSTICK_DOCUMENT_BYTES
    if getattr(request, "too_large", False) or (file is not None and (file.size or 0) > largest):
        return {"file": f"The file is larger than {words.size(largest)}. Make it smaller, or send it in parts"}
    return {} if file is not None else {"file": "Choose a file"}


def _keep(request: HttpRequest, contract: int, file: UploadedFile, values: dict[str, Any]) -> dict[str, str]:
    """Keeps what was sent; what is wrong with it, if anything."""
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as out:
            for chunk in file.chunks(1 << 20):
                out.write(chunk)
        try:
            documents.keep_document(
                contract=contract, path=path, name=safe_name(file.name or ""), values=values,
                home=settings.TALLYSTICK_HOME, by=actor(request), at=timezone.now(), why=said_why(request),
                scanner=settings.TALLYSTICK_SCANNER, largest=settings.TALLYSTICK_DOCUMENT_BYTES,
            )  # fmt: skip
        except NotAcceptable as no:
            return dict(no.fields)
        except (NotTaken, Infected, NotScanned) as no:
            return {"file": str(no)}
    return {}
