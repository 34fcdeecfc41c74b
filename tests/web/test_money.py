"""Where the money is, on pages: every figure beside how complete it is, and the payments behind it."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.lake.store import lookups, lookups_cube, lookups_cube_lists
from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.home import Home
from tallystick.web.views.money_charts import _KINDS

from .test_categories import LEEDS, text

# Figures are in the lake: of the record these pages ask only who has signed in.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGES = (
    "money", "money-largest", "money-tail", "money-shared", "money-changes", "money-kinds", "money-years",
    "money-coverage",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_how_complete_its_figures_are(client: Client, bought: Home, name: str) -> None:
    page = text(client.get(reverse(name)))
    assert "How complete this is" in page
    assert "redacted" in page
    assert "doubtful" in page
    assert "missing" in page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_keeps_whose_money_it_is(client: Client, bought: Home, name: str) -> None:
    response = client.get(reverse(name) + f"?organisation={LEEDS}&ict=no&from=2023-04&to=2024-03")
    page = response.content.decode()
    assert "paid by Leeds City Council, all but ICT, April 2023 to March 2024" in text(response)
    tabs = re.findall(r'<li><a class="govuk-link govuk-link--no-visited-state" href="([^"]+)"', page)
    assert len(tabs) == len(PAGES)
    for tab in tabs:
        assert f"organisation={LEEDS}" in tab
        assert "from=2023-04" in tab


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "odd",
    [
        "?from=2024-13&to=x&ict=perhaps&organisation=NOBODY&category=nonsense&supplier_id=S",
        "?percent=0&rate=lots&areas=%00%27%3B--&like=x&years=y&what=z",
        "?from=0001-01&then-to=0001-01&areas=Leeds",
        "?to=0001-01",
        "?from=2024-01&to=9999-12",
        "?from=1900-01&to=2200-12&like=yes",
        "?from=2024-05&to=2024-04&then-from=x&page=999999&sort=evil&search=%25",
    ],
)
def test_what_makes_no_sense_harms_nothing(client: Client, bought: Home, name: str, odd: str) -> None:
    assert client.get(reverse(name) + odd).status_code == 200


def test_every_link_to_payments_leads_to_as_many_as_it_says(client: Client, bought: Home) -> None:
    for name in (*PAGES, "categories"):
        page = client.get(reverse(name) + f"?organisation={LEEDS}").content.decode()
        found = re.findall(
            r'href="(/spend/payments/\?[^"]+)">([\d,]+)<span class="govuk-visually-hidden"> payment', page
        )
        for address, count in found:
            said = text(client.get(unescape(address)))
            shown = {"0": "No payments.", "1": " 1 payment."}.get(count, f" {count} payments.")
            assert shown in said or f"of{shown}" in said, (name, address, count)


def test_concentration_is_said_in_words(client: Client, bought: Home) -> None:
    measured = lookups_cube.concentration(bought)
    page = text(client.get(reverse("money-largest")))
    share = 100 * measured.fifth_pence / measured.held_pence
    assert f"{share:.1f}% of the money is with 20% of suppliers" in page
    assert ("So over 90%" in page) == measured.most_with_few
    assert f"{round(measured.hhi):,}" in page


def test_the_cost_of_the_tail_is_only_what_somebody_gave(client: Client, bought: Home) -> None:
    tail = lookups_cube.tail(bought, percent=80)
    page = text(client.get(reverse("money-tail")))
    assert "to process their payments" not in page
    assert "is not known" in page
    page = text(client.get(reverse("money-tail") + "?rate=25"))
    assert f"£{tail.payments * 25:,} " in page
    assert "£25.00 a payment, which is your assumption" in page
    page = text(client.get(reverse("money-tail") + "?rate=lots&percent=101"))
    assert "must be an amount in pounds" in page
    assert "must be a whole number" in page


def test_shared_suppliers_are_those_of_several_publishers(client: Client, bought: Home) -> None:
    page = text(client.get(reverse("money-shared") + f"?organisation={LEEDS}"))
    assert "Oakhollow Networks" in page
    assert "Brindlemoor" not in page
    assert "£400.00" in page


def test_new_and_gone_compare_two_periods(client: Client, bought: Home) -> None:
    asked = f"?organisation={LEEDS}&from=2024-04&to=2025-03"
    page = text(client.get(reverse("money-changes") + asked))
    assert "April 2024 to March 2025 , compared with April 2023 to March 2024" in page
    assert "Zelvery Catering" in page
    assert "Tarnwick Software" in page
    assert "Brindlemoor" not in page
    assert "Brindlemoor" in text(client.get(reverse("money-changes") + asked + "&what=both"))
    rows = client.get(reverse("money-changes-csv") + asked).getvalue().decode().splitlines()
    assert sorted(line.split(",")[2] for line in rows[1:]) == ["gone", "new"]


def test_what_is_not_known_is_a_share_of_its_own(client: Client, bought: Home) -> None:
    page = text(client.get(reverse("money-kinds") + "?areas=LS"))
    assert page.count("Not known") >= 3
    assert "Local (LS) Yes £1,900.00" in page


def test_what_is_no_postcode_area_is_said_and_not_guessed_at(client: Client, bought: Home) -> None:
    page = text(client.get(reverse("money-kinds") + "?areas=Leeds"))
    assert "“LEEDS” is no postcode area or district" in page
    assert "Local (" not in page
    page = text(client.get(reverse("money-kinds") + "?areas=LS1+4AP"))
    assert "“4AP” is no postcode area" in page
    assert "Local (LS1)" in page


def test_like_for_like_leaves_out_what_one_year_lacks(client: Client, bought: Home) -> None:
    plain = text(client.get(reverse("money-years")))
    like = text(client.get(reverse("money-years") + "?like=yes"))
    assert "£9,430.00" in plain
    assert "£8,430.00" in like
    assert "Months compared" in like


def test_downloads_have_every_row_and_no_formula(client: Client, bought: Home) -> None:
    for name in PAGES:
        response = client.get(reverse(f"{name}-csv"))
        assert response.status_code == 200
        assert len(response.getvalue().decode().splitlines()) > 1, name


@pytest.mark.parametrize("kind", sorted(_KINDS))
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_chart_is_drawn(client: Client, bought: Home, kind: str, width: str) -> None:
    response = client.get(reverse("money-chart", args=[kind]) + f"?width={width}&areas=LS")
    assert response.headers["Content-Type"] == "image/svg+xml"
    picture = response.content.decode()
    assert picture.startswith("<svg")
    assert "<script" not in picture
    assert client.get(reverse("money-chart", args=["nonsense"])).status_code == 404


def test_lists_agree_with_the_measures_they_page(bought: Home) -> None:
    paged = [row for page in (1, 2, 3, 4) for row in lookups_cube_lists.ranked(bought, page=page, page_size=2).rows]
    assert paged == lookups_cube.top_suppliers(bought, most=1000)
    assert list(lookups_cube_lists.shared(bought).rows) == lookups_cube.shared(bought)
    now, then = Chosen(first_month=None), Chosen(organisations=(LEEDS,))
    assert list(lookups_cube_lists.new_and_gone(bought, now, then).rows) == lookups_cube.new_and_gone(bought, now, then)
    sums = {one.what: one.suppliers for one in lookups_cube_lists.changed(bought, now, then)}
    assert sums["new"] == len(lookups_cube.new_and_gone(bought, now, then, what=("new",)))
    assert lookups.payments(bought).count == lookups_cube.totals(bought).payments
