"""A report as an accessible PDF (PDF/UA-1): tagged, with a title, its language, bookmarks and texts beside pictures."""

from typing import Any

from tallystick.decisions.reports.page import html_of
from tallystick.decisions.reports.pictures import png
from tallystick.decisions.rules.paper import Paper, Picture
from tallystick.kit.errors import Refused


def pdf_of(paper: Paper, *, whole: bool = True) -> bytes:
    """The report. whole: with the appendix of evidence; False is for `one_page`, which is then held to one page.

    The same paper gives the same bytes. Raises Refused where this machine lacks the Pango library.
    """
    document = rendered(paper, whole=whole)
    if not whole and len(document.pages) > 1:
        raise Refused(
            "The summary does not fit on one page.", what_to_do="Say the summary and the recommendations more shortly."
        )
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def rendered(paper: Paper, *, whole: bool = True) -> Any:
    """The report set in pages, as WeasyPrint has it."""
    weasyprint = _weasyprint()
    text, pictures = html_of(paper, whole=whole)
    return weasyprint.HTML(string=text, base_url=None, url_fetcher=_only(pictures)).render(pdf_variant="pdf/ua-1")


def _only(pictures: tuple[Picture, ...]) -> Any:
    """What fetches addresses: the pictures of the report, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    drawn = [png(one) for one in pictures]

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, place = url.partition(":")
            if scheme != "picture" or not place.isdecimal() or int(place) >= len(drawn):
                raise ValueError("A report fetches nothing from outside itself.")
            return URLFetcherResponse(url, drawn[int(place)], {"Content-Type": "image/png"})

    return Fetcher()


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError:
        raise Refused(
            "A PDF cannot be made on this machine: the Pango library is not installed.",
            what_to_do="Install it (on Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; "
            "on macOS: brew install pango), or take the report as Word.",
        ) from None
    return weasyprint
