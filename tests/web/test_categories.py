"""What was bought, on pages: shown with why, put right by people at three reaches, and taken back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.categories import queries
from tallystick.intake import queries as log
from tallystick.lake.store import lookups, lookups_cube, lookups_doubts
from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.filters import Filters
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_payments import PaymentRow

# Figures are in the lake. What is put right is kept on both databases by tests/categories/test_following.py.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

LEEDS = "GB-LAE-LDS"


def text(response: object) -> str:
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def paid(home: Home, words: str) -> PaymentRow:
    return lookups.payments(home, Filters(description=words), sort="date").rows[0]


def form_of(row: PaymentRow) -> str:
    return reverse("category-correct", args=[row.sha256, row.row])


def shown(client: Client, row: PaymentRow) -> dict[str, str]:
    """What the form of a payment says that it showed."""
    html = client.get(form_of(row)).content.decode()
    return dict(re.findall(r'type="hidden" name="(shown_\w+)" value="([^"]*)"', html))


def ict_pence(home: Home) -> int:
    return lookups_cube.totals(home).ict_pence


def test_the_tree_adds_up_to_the_total(client: Client, bought: Home) -> None:
    page = text(client.get(reverse("categories")))
    totals = lookups_cube.totals(bought)
    assert totals.amount_pence == 2_013_000
    assert "£20,130" in page
    assert "Not ICT" in page
    rows = client.get(reverse("categories-csv")).getvalue().decode().splitlines()
    assert rows[0] == "category,name,is_ict,amount,sure,payments,suppliers"
    heads = [line.split(",") for line in rows[1:] if "." not in line.split(",")[0]]
    assert round(sum(float(line[-4]) for line in heads) * 100) == totals.amount_pence


def test_the_tree_is_of_whom_and_when_it_says(client: Client, bought: Home) -> None:
    chosen = "?organisation=GB-LAE-YOR&from=2024-04&to=2024-04"
    page = text(client.get(reverse("categories") + chosen))
    assert "£1,000 paid by" in page
    assert "City of York Council" in page
    assert "“From” must be a month" in text(client.get(reverse("categories") + "?from=spring"))


def test_a_category_says_who_is_paid_and_leads_to_the_payments(client: Client, bought: Home) -> None:
    response = client.get(reverse("category", args=["not-ict"]))
    page = text(response)
    assert "Brindlemoor Highways" in page
    assert "Everything that is not technology." in page
    assert "category=not-ict" in response.content.decode()
    assert client.get(reverse("category", args=["not-known"])).status_code == 200
    assert client.get(reverse("category", args=["nonsense"])).status_code == 404


def test_a_payment_says_what_it_was_for_and_why(client: Client, bought: Home) -> None:
    row = paid(bought, "resurfacing")
    page = text(client.get(reverse("row", args=[row.sha256, row.row])))
    assert "What it was for" in page
    assert "Not ICT" in page
    assert row.category_why
    assert row.category_why.split(" ")[0] in page
    assert "Put it right" in page


def test_each_reach_is_told_before_it_is_made(client: Client, bought: Home) -> None:
    page = text(client.get(form_of(paid(bought, "broadband"))))
    assert "Only this payment 1 payment," in page
    assert re.search(r"Everything that Oakhollow Networks L\w+ is paid 4 payments, £1,900, by 2 publishers", page, re.I)
    assert "Everything that Leeds City Council books to “ICT telephones” 2 payments, £1,200, by 1 publisher" in page


def test_one_payment_is_put_right_and_no_other(client: Client, bought: Home) -> None:
    row = paid(bought, "resurfacing")
    before = ict_pence(bought)
    response = client.post(form_of(row), {"category": "devices", "reach": "payment", "why": "Tablets"}, follow=True)
    assert "This payment is now" in text(response)
    assert "A person said so" in text(response)
    assert ict_pence(bought) == before + row.amount_pence
    [made] = queries.corrections_made()
    client.post(reverse("category-undo", args=[made.kind, made.id]))
    assert ict_pence(bought) == before
    assert [line.what for line in log.log(first=0, count=2)[0]] == ["undo_correction", "correct_payment"]


def test_a_supplier_is_put_right_for_every_publisher(client: Client, bought: Home) -> None:
    row = paid(bought, "resurfacing")
    before = ict_pence(bought)
    form = {"category": "devices", "reach": "supplier"}
    response = client.post(form_of(row), {**form, **shown(client, row)}, follow=True)
    assert "Everything that the supplier is paid is now" in text(response)
    assert ict_pence(bought) == before + 1_700_000
    assert "What people said of it" in text(response)
    again = client.post(form_of(row), {**form, **shown(client, row)})
    assert again.status_code == 422
    assert "Exactly that was said before" in text(again)


@pytest.mark.parametrize("reach", ["part", "supplier"])
def test_a_supplier_is_not_put_right_by_what_is_no_longer_shown(client: Client, bought: Home, reach: str) -> None:
    row = paid(bought, "sundries")
    form = {"category": "network", "reach": reach, **shown(client, row)}
    client.post(form_of(row), {"category": "devices", "reach": "account"})
    response = client.post(form_of(row), form)
    assert response.status_code == 422
    said = ("has changed since the page was shown", "Choose how far the correction reaches")  # a part of it is gone
    assert any(words in text(response) for words in said)
    assert len(queries.corrections_made()) == 1


def test_an_account_is_put_right_for_its_publisher(client: Client, bought: Home) -> None:
    before = lookups_cube.totals(bought, Chosen(organisations=(LEEDS,))).ict_pence
    client.post(form_of(paid(bought, "resurfacing")), {"category": "devices", "reach": "account"})
    assert lookups_cube.totals(bought, Chosen(organisations=(LEEDS,))).ict_pence == before + 1_700_000


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"reach": "payment"}, "Choose what it was for"),
        ({"category": "devices"}, "Choose how far the correction reaches"),
        ({"category": "devices", "reach": "everything"}, "Choose how far the correction reaches"),
    ],
)
def test_what_is_not_said_is_asked_for(client: Client, bought: Home, form: dict[str, str], said: str) -> None:
    response = client.post(form_of(paid(bought, "resurfacing")), form)
    assert response.status_code == 422
    assert said in text(response)
    assert queries.corrections_made() == []


def test_what_is_no_category_and_what_is_no_payment_are_refused(client: Client, bought: Home) -> None:
    row = paid(bought, "resurfacing")
    assert client.post(form_of(row), {"category": "nonsense", "reach": "payment"}).status_code == 409
    assert client.get(reverse("category-correct", args=[row.sha256, 999])).status_code == 404
    assert client.post(reverse("category-undo", args=["payment", 99])).status_code == 409


def test_what_is_in_doubt_is_decided_one_at_a_time(client: Client, bought: Home) -> None:
    found = lookups_doubts.doubts(bought).page
    assert found.count > 0
    page = text(client.get(reverse("category-review")))
    assert found.rows[0].supplier in page
    one = reverse("category-review-one")
    assert f"What was {found.rows[0].supplier} paid for?" in text(client.get(one))
    group = found.rows[0]
    form = {"supplier": group.supplier_id, "was": group.category or "", "category": "not-ict", "reach": "supplier"}
    response = client.post(one, form, follow=True)
    assert "Kept: Not ICT" in text(response)
    assert lookups_doubts.doubts(bought).page.count < found.count
    left = client.get(reverse("category-review-csv")).getvalue().decode()
    assert group.supplier_id not in left


def test_what_is_right_is_said_to_be_right(client: Client, bought: Home) -> None:
    group = next(row for row in lookups_doubts.doubts(bought).page.rows if row.category)
    form = {"supplier": group.supplier_id, "was": group.category, "right": "yes", "category": ""}
    client.post(reverse("category-review-one"), form)
    [made] = queries.corrections_made(in_force=True)
    assert made.category == group.category
    assert "thought to be" in text(client.get(reverse("categories-decided")))
    assert "Nobody has said anything" in text(client.get(reverse("categories-decided") + "?state=no"))


def test_payments_are_filtered_by_what_they_were_for(client: Client, bought: Home) -> None:
    for asked, filters in (
        ("?ict=no", Filters(ict=False)),
        ("?category=not-ict", Filters(category="not-ict")),
        ("?sure=doubt", Filters(sure="doubt")),
        (f"?organisation={LEEDS}&organisation=GB-LAE-YOR", Filters(organisations=(LEEDS, "GB-LAE-YOR"))),
    ):
        page = text(client.get(reverse("payments") + asked))
        count = lookups.payments(bought, filters).count
        assert (f"{count:,} payments." if count else "No payments.") in page, asked


def test_where_nothing_was_worked_out_pages_say_so(client: Client, bought_unmapped: Home) -> None:
    for name in ("categories", "category-review", "money", "money-largest", "money-tail", "money-years"):
        assert "not been worked out" in text(client.get(reverse(name))), name
    row = paid(bought_unmapped, "resurfacing")
    assert "not been worked out" in text(client.get(reverse("row", args=[row.sha256, row.row])))
    assert "not been worked out" in text(client.get(form_of(row)))
