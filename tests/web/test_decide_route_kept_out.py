"""What renew, renegotiate or retender tells of a document that is kept out of the public version: nothing, anywhere."""

import csv
import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tallystick.cli import main
from tallystick.decisions import actions, models
from tallystick.decisions.actions import routing
from tallystick.decisions.queries import listing
from tallystick.decisions.queries.choosing import KEPT_OUT, choices_kept_from, sees_choice
from tallystick.decisions.queries.reporting import report
from tallystick.decisions.rules.paper import Paragraph, words
from tests.people import AT, LEEDS, SAM, People

pytestmark = pytest.mark.django_db
WHY = "Oak offered a discount of a third."


@pytest.fixture
def row(people: People) -> models.Decision:
    people.organisation(LEEDS, "Leeds City Council")
    return actions.start_decision(organisation=LEEDS, values={"title": "After payroll", "kind": "route"}, by=SAM, at=AT)


def put(row: models.Decision, kind: str, said: Any, *, exempt: bool, edition: int = 0) -> None:
    actions.put_document(
        of="decision", number=row.pk, kind=kind, said=said, edition=edition, exempt=exempt, by=SAM, at=AT
    )


def chosen(row: models.Decision, *, exempt: tuple[str, ...]) -> None:
    """A choice with the reason that nobody else may read, from documents of which some are exempt."""
    put(row, "appraisal", {"options": ["Renew"]}, exempt="appraisal" in exempt)
    put(row, "recommendation", {"facts": {}}, exempt="recommendation" in exempt)
    routing.choose_route(
        decision=row.pk, edition=1, route="extend", why=WHY, chosen_by="The board", on=None, by=SAM, at=AT
    )
    row.refresh_from_db()
    assert row.chosen_why == WHY


def csv_of(client: Client) -> str:
    answer = client.get("/decide.csv")
    (found,) = csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())  # type: ignore[attr-defined]
    return found["chosen"]


@pytest.mark.parametrize("exempt", ["appraisal", "recommendation"])
def test_a_choice_from_an_exempt_document_is_told_to_nobody_else(
    row: models.Decision, people: People, exempt: str
) -> None:
    chosen(row, exempt=(exempt,))
    reader, keeper = people.client("reader"), people.client("contract_manager")
    page = reader.get(f"/decide/{row.pk}/").content.decode()
    assert (WHY in page, "A person chose" in page, KEPT_OUT in page) == (False, False, True)
    for one in listing.answered(row.pk, AT.date(), by=people.actor("reader")):
        assert "choice" not in one.said
        assert one.answer is None or one.answer["choice"] is None
    assert WHY in str(listing.answered(row.pk, AT.date(), by=people.actor("contract_manager")))
    assert csv_of(reader) == KEPT_OUT
    told = listing.told(row, choices_kept_from(people.actor("reader")))
    assert (told["chosen"], told["chosen_why"]) == (KEPT_OUT, None)
    assert WHY in keeper.get(f"/decide/{row.pk}/").content.decode()
    assert csv_of(keeper) == row.chosen
    assert listing.told(row, choices_kept_from(people.actor("contract_manager")))["chosen_why"] == WHY


def test_the_page_and_the_file_of_a_recommendation_tell_no_choice_that_rests_on_what_is_exempt(
    row: models.Decision, people: People
) -> None:
    chosen(row, exempt=("appraisal",))
    page = f"/decide/{row.pk}/document/recommendation"
    for end in ("/", ".json", ".json?edition=2"):
        told = [people.client(role).get(f"{page}{end}") for role in ("reader", "contract_manager")]
        assert [one.status_code for one in told] == [200, 200], end
        assert [WHY in one.content.decode() for one in told] == [False, True], end


@pytest.mark.parametrize("exempt", [(), ("appraisal",), ("recommendation",), ("appraisal", "recommendation")])
@pytest.mark.parametrize("involved", [False, True])
def test_one_and_many_agree_on_whom_it_is_kept_from(
    row: models.Decision, people: People, exempt: tuple[str, ...], involved: bool
) -> None:
    chosen(row, exempt=exempt)
    if involved:
        person = people.person("reader").pk
        actions.involve(decision=row.pk, role="consultee", name="Ada", person=person, by=SAM, at=AT)
    by = people.actor("reader")
    assert sees_choice(by, row) is (row.pk not in choices_kept_from(by)) is (involved or not exempt)


def test_a_document_that_is_let_in_again_lets_the_choice_in(row: models.Decision, people: People) -> None:
    chosen(row, exempt=("appraisal",))
    put(row, "appraisal", {"options": ["Renew"]}, exempt=False, edition=1)
    assert choices_kept_from(people.actor("reader")) == frozenset()
    assert WHY in people.client("reader").get(f"/decide/{row.pk}/").content.decode()


def test_the_public_report_leaves_out_a_choice_from_a_document_that_nothing_follows_from(
    row: models.Decision,
) -> None:
    chosen(row, exempt=("appraisal",))
    about = {"classification": {"paragraph": "3", "why": "It tells what Oak charges."}}
    put(row, "words", {"about": about}, exempt=False)
    actions.record(decision=row.pk, by=SAM, at=AT)
    assert row.records.get().answers["appraisal"] is None
    for public in (False, True):
        paper, _ = report(row.pk, for_the_public=public, by=SAM)
        section = next(one for one in paper.sections if one.code == "reasons")
        assert (
            WHY in " ".join(words(one, paper) for one in section.blocks if isinstance(one, Paragraph))
        ) is not public


def test_the_command_tells_all_to_whoever_runs_the_installation(row: models.Decision) -> None:
    chosen(row, exempt=("recommendation",))
    for words_ in (["list", "--json"], ["show", str(row.pk)]):
        said = CliRunner().invoke(main, ["decisions", *words_])
        found = json.loads(said.stdout)
        assert (found[0] if isinstance(found, list) else found)["chosen_why"] == WHY
