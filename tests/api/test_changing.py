"""Changes over HTTP: each step, who may take it, and what may still be changed."""

from typing import Any

import pytest

from tallystick.councils.models import Organisation
from tests.api.test_contracts import Program
from tests.people import LEEDS, YORK, People

pytestmark = pytest.mark.django_db
FACTS = {
    "additional_supply": True, "different_supplier_incompatible": True, "significant_inconvenience": True,
    "duplicates_cost": True, "new_supplier": False, "could_be_combined": False,
}  # fmt: skip


@pytest.fixture
def manager(people: People) -> Program:
    people.organisation(LEEDS, "Leeds City Council")
    Organisation.objects.filter(code=LEEDS).update(nation="england")
    return Program(people.token("contract_manager", LEEDS))


@pytest.fixture
def contract(manager: Program) -> str:
    values = {
        "title": "Housing system", "start": "2025-09-01", "end": "2030-08-31", "value_pounds": "4000000.00",
        "value_period": "whole_life", "vat": "exclusive",
    }  # fmt: skip
    made = manager("POST", "contracts", {"organisation": LEEDS, "values": values, "suppliers": []}, status=201)
    law = {"supply": "services", "changes_known": True, "maximum_months": 60, "procurement_commenced": "2025-06-01"}
    told = manager("POST", f"contracts/{made['id']}/law", {"version": 0, "values": law})
    assert (told["found"], told["regime"], told["law"]["version"]) == ("PA2023", "PA2023", 1)
    return f"contracts/{made['id']}"


def test_each_step_of_a_change(manager: Program, contract: str, people: People) -> None:
    values = {"title": "More modules", "value_pounds": "1600000.00", "months": 0, "takes_effect": "2026-11-01"}
    row = manager("POST", f"{contract}/changes", {"values": values, "facts": FACTS}, status=201)
    assert (row["values"]["state"], row["check"]) == ("proposed", None)
    path = f"{contract}/changes/{row['id']}"
    row = manager("POST", f"{path}/check", {"version": row["version"]})
    assert row["check"]["values"]["permitted"] == "yes"
    assert row["check"]["values"]["facts"]["change"]["value"] == "1600000"
    manager("POST", f"{path}/approve", {"version": row["version"]}, status=403)
    approver = Program(people.token("approver", LEEDS))
    row = approver("POST", f"{path}/approve", {"version": row["version"]})
    assert row["values"]["state"] == "agreed"
    late = manager("POST", f"{path}/make", {"version": row["version"], "on": "2026-11-01"}, status=409)
    assert "UK10" in late["error"]
    row = manager("POST", f"{path}/make", {"version": row["version"], "on": "2026-11-01", "why": "Found out later"})
    assert row["values"]["state"] == "made"
    left = manager("GET", f"{contract}/headroom")
    assert (left["regime"], left["half_pounds"]) == ("PA2023", "2800000.00")
    manager("POST", f"{path}/withdraw", {"version": row["version"]}, status=409)


def test_a_change_is_amended_rejected_and_withdrawn(manager: Program, contract: str, people: People) -> None:
    row = manager("POST", f"{contract}/changes", {"values": {"title": "A desk"}}, status=201)
    path = f"{contract}/changes/{row['id']}"
    row = manager("PATCH", path, {"version": row["version"], "values": {"title": "Two desks"}, "facts": FACTS})
    assert row["values"]["facts"] == FACTS
    told = manager("PATCH", path, {"version": 1, "values": {"title": "Three"}}, status=409)
    assert told["now"]["values"]["title"] == "Two desks"
    approver = Program(people.token("approver", LEEDS))
    row = approver("POST", f"{path}/reject", {"version": row["version"], "why": "No room"})
    manager("POST", f"{path}/withdraw", {"version": row["version"]}, status=204)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"values": {"title": ""}}, "title"),
        ({"values": {"title": "A", "state": "made"}}, "state"),
        ({"values": {"title": "A"}, "facts": {"urgent": "yes"}}, "urgent"),
        ({"values": {"title": "A"}, "facts": {"no_such": True}}, "no_such"),
    ],
)
def test_what_cannot_be_kept_is_said_of_its_field(
    manager: Program, contract: str, sent: dict[str, Any], field: str
) -> None:
    assert field in manager("POST", f"{contract}/changes", sent, status=422)["fields"]


def test_rows_of_changes_are_written_by_their_own_routes_only(manager: Program, contract: str) -> None:
    manager("POST", f"{contract}/rows/change", {"values": {"title": "Past the check"}}, status=403)
    row = manager("POST", f"{contract}/changes", {"values": {"title": "A desk"}}, status=201)
    path = f"{contract}/rows/change/{row['id']}"
    manager("PATCH", path, {"version": 1, "values": {"title": "B"}}, status=403)
    manager("POST", f"{path}/remove", {"version": 1}, status=403)
    assert manager("GET", path)["values"]["title"] == "A desk"


def test_the_portfolio(manager: Program, contract: str, people: People) -> None:
    found = manager("GET", "headroom?sort=-half")
    assert (found["total"], found["rows"][0]["half_pounds"]) == (1, "2000000.00")
    assert found["totals"][0]["term_known"] == 1
    manager("GET", "headroom?sort=colour", status=422)
    people.organisation(YORK, "City of York Council")
    stranger = Program(people.token("category_manager", YORK))
    assert stranger("GET", "headroom")["total"] == 0
    stranger("GET", f"{contract}/headroom", status=404)


def test_months_with_a_fraction_are_exact_texts_in_the_check_that_is_kept(manager: Program, contract: str) -> None:
    law = {"supply": "services", "changes_known": True, "maximum_months": 48, "procurement_commenced": "2025-06-01"}
    manager("POST", f"{contract}/law", {"version": 1, "values": law})
    row = manager("POST", f"{contract}/changes", {"values": {"title": "A month", "months": 1}}, status=201)
    row = manager("POST", f"{contract}/changes/{row['id']}/check", {"version": row["version"]})
    limits = {limb["id"]: limb["limit"] for limb in row["check"]["values"]["answer"]["limbs"]}
    assert limits["74(3)"] == "4.8"
