"""Every page: that it answers, is well made, and that nothing somebody typed or published can harm it."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tallystick.lake.store import lookups_suppliers
from tallystick.lake.store.home import Home
from tallystick.web.urls import urlpatterns
from tests.people import People

from .conftest import FORMULA, NASTY, Site

# What was published is in the lake: of the record these pages ask only who has signed in.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

ODD = (
    "",
    "?page=abc&sort=evil",
    "?page=-1&sort=--amount",
    "?page=999999999999999999999",
    "?page=99999&search=%00%ff&organisation=';DROP TABLE payments--",
    "?search=%25_%27%22%3Cscript%3E&reason=x&outcome=nothing",
    "?from=yesterday&to=2024-99-99&least=lots&most=NaN&month=2024-13&redacted=perhaps&file=zz&supplier=x&name=%27",
    "?least=1e999&most=9999999999999999999999&department=x&description=%s%s%s",
)


_ONLY_SENT_TO = {
    "undo",
    "file-standing",
    "file-quarantine-rows",
    "job",
    "follow",
    "supplier-merge",
    "supplier-split",
    "supplier-undo",
    "category-undo",
}
_WITH_SCRIPT = {"supplier-review"}
"""Pages that have a script of ours, without which they do all the same."""


def oakhollow(site: Site) -> str:
    """The id of a supplier."""
    [found] = lookups_suppliers.suppliers(site.home, search="oakhollow networks").rows
    return found.supplier_id


def addresses(site: Site) -> dict[str, str]:
    """An address for every page that is only looked at."""
    about = {"sha256": site.leeds}
    named = {
        "organisation": {"code": "GB-LAE-LDS"},
        "chart": {"kind": "coverage"},
        "file-columns-of": {**about, "table": 0},
        "mend": {**about, "row": 4},
        "row": {**about, "row": 2},
        "file-comparison": {"sha256": site.held},
        "supplier-page": {"supplier_id": oakhollow(site)},
        "supplier-change": {"supplier_id": oakhollow(site)},
        "category": {"code": "not-ict"},
        "category-correct": {**about, "row": 2},
        "money-chart": {"kind": "months"},
    }
    found = {}
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.name is not None
        if pattern.name in _ONLY_SENT_TO:
            continue
        arguments = named.get(pattern.name) or (about if "sha256" in pattern.pattern.converters else {})
        found[pattern.name] = reverse(pattern.name, kwargs=arguments)
    found["supplier"] += "?name=tarn"
    return found


class Page(HTMLParser):
    """What a page is made of, as far as rules about every page go."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.headings = 0
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= given.keys()
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.fields.append(str(given.get("id")))
        self.headings += tag == "h1"
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


def body(response: object) -> bytes:
    """All of it, read to its end. The client closes it there: a test that did would give up its own connection."""
    streaming = getattr(response, "streaming", False)
    return response.getvalue() if streaming else response.content  # type: ignore[attr-defined,no-any-return]


def test_every_page_answers_and_is_well_made(client: Client, site: Site) -> None:
    titles: dict[str, str] = {}
    for name, address in addresses(site).items():
        response = client.get(address)
        assert response.status_code in {200, 302}, (name, response.status_code)
        html = body(response).decode(errors="replace")
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        page = Page(html)
        assert page.headings == 1, name
        assert len(page.ids) == len(set(page.ids)), (name, sorted(i for i in page.ids if page.ids.count(i) > 1))
        assert set(page.fields) <= page.labelled, (name, set(page.fields) - page.labelled)
        assert not page.tags & {"style", "iframe", "object"}, name
        assert ("script" in page.tags) == (name in _WITH_SCRIPT), name
        assert not {a for a in page.attributes if a == "style" or a.startswith("on")}, name
        assert name == "file-columns-of" or page.title not in titles, (name, titles.get(page.title))
        titles[page.title] = name
        assert "None" not in re.sub(r"<[^>]+>", " ", html), name


@pytest.mark.parametrize("odd", ODD)
def test_odd_parameters_are_as_if_they_were_not_there(client: Client, site: Site, odd: str) -> None:
    for name, address in addresses(site).items():
        if "?" in address or name == "mend":
            continue
        response = client.get(address + odd)
        assert response.status_code in {200, 302}, (name, odd, response.status_code)
        body(response)


def test_every_page_answers_before_anything_is_loaded(client: Client, home: Home, site_made: Site) -> None:
    for name, address in addresses(site_made).items():
        response = client.get(address)
        assert response.status_code in {200, 302, 404}, (name, response.status_code)
    assert b"Upload your first files" in client.get("/").content


def test_what_is_published_is_text_and_never_markup(client: Client, site: Site) -> None:
    for name, address in addresses(site).items():
        response = client.get(address)
        html = body(response)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            assert html.count(b"<script") == (name in _WITH_SCRIPT), name
            assert b"<b>Licences" not in html, name
    assert NASTY.encode() in client.get(reverse("payments-csv")).getvalue()


def test_a_chart_draws_nasty_names_as_text(client: Client, site: Site) -> None:
    for kind in ("suppliers", "organisations", "departments", "months", "coverage"):
        response = client.get(reverse("chart", args=[kind]))
        assert response["Content-Type"] == "image/svg+xml"
        assert b"<script" not in response.content, kind
        assert b"style=" not in response.content, kind
    assert client.get(reverse("chart", args=["nothing"])).status_code == 404


def test_downloads_run_no_formula(client: Client, site: Site) -> None:
    for name in ("payments-csv", "suppliers-csv", "quarantine-csv", "departments-csv"):
        text = b"".join(client.get(reverse(name)).streaming_content).decode()  # type: ignore[attr-defined]
        cells = [cell.strip('"') for line in text.splitlines() for cell in re.split(r',(?=")|(?<="),|,', line)]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], name
    suppliers = b"".join(client.get(reverse("suppliers-csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "'" + FORMULA.replace('"', '""') in suppliers


def test_downloads_have_all_rows_of_the_filter_and_money_as_numbers(client: Client, site: Site) -> None:
    text = client.get(reverse("payments-csv") + "?organisation=GB-LAE-BRD").getvalue().decode()
    lines = text.splitlines()
    assert len(lines) == 121
    assert lines[0].startswith("organisation_code,organisation,department,supplier,")
    assert "-1200.00" in client.get(reverse("payments-csv") + "?most=-1").getvalue().decode()


def test_the_policy_lets_nothing_in(client: Client, site: Site) -> None:
    for address in ("/", "/nope", reverse("payments-csv"), reverse("chart", args=["months"])):
        response = client.get(address)
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "script" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        body(response)


def test_another_site_cannot_send_our_forms(site: Site, people: People) -> None:
    response = people.client(enforce_csrf_checks=True).post(reverse("upload"))
    assert response.status_code == 403
    assert b"Please send the form again" in response.content


def test_a_host_that_is_not_ours_is_not_answered(site: Site) -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/nope", "/files/" + "0" * 64 + "/", "/spend/organisations/GB-NOWHERE/", "/spend/supplier/?name=nobody",
     "/upload/20260101-000000-00000000/", "/files/" + "0" * 64 + "/lines/1/", "/decisions/column/1/undo"],
)  # fmt: skip
def test_what_is_not_there_is_said_plainly(client: Client, site: Site, address: str) -> None:
    response = client.get(address, follow=True)
    assert response.status_code in {404, 405}
    if response.status_code == 404:
        assert b"Page not found" in response.content


def test_the_demonstration_says_so_on_every_page(client: Client, own_site: Site) -> None:
    said = b"these councils, suppliers, contracts and payments are made up"
    assert said not in client.get("/").content
    # The owner's home may hold the demonstration's as a folder, and is none itself.
    (own_site.home.root / "demonstration").mkdir()
    assert said not in client.get("/").content
    (own_site.home.root / "demonstration").rmdir()
    (own_site.home.root / "demonstration").write_text("made up")
    for name, address in addresses(own_site).items():
        response = client.get(address)
        html = body(response)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            assert said in html, name
    assert said in client.get("/nope").content


def test_a_fault_of_ours_is_said_plainly(client: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from tallystick.lake.store import lookups

    def broken(*args: object, **given: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(lookups, "totals", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert b"Sorry, something went wrong" in response.content
    assert b"a bug" not in response.content
