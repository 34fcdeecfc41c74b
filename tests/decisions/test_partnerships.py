"""Partnerships in the record: whose people see them, as they were on a day, and their boards named in a decision."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import actions, models
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.queries import listing
from tallystick.decisions.queries.partnerships import as_it_is, as_they_are, decisions_of, editions, partnerships
from tallystick.kit.errors import Refused
from tests.decisions.conftest import Deciding
from tests.people import AT, LEEDS, YORK

pytestmark = pytest.mark.django_db
MEMBERS: dict[str, Any] = {
    "members": [
        {"id": "a", "name": "Leeds", "joined": "2011-01-01", "organisation": LEEDS},
        {"id": "b", "name": "York", "left": "2026-11-22", "organisation": YORK},
    ],
    "boards": [
        {
            "id": "j",
            "name": "Joint board",
            "seats": [
                {"name": "Ann", "role": "chair", "speaks_for": "a"},
                {"name": "Ben", "speaks_for": "b", "to": "2026-11-22"},
                {"name": "Cat", "role": "officer"},
                {"name": "Dee", "role": "observer"},
            ],
        }
    ],
}


@pytest.fixture
def partnership(deciding: Deciding) -> models.Partnership:
    return actions.start_partnership(
        organisation=LEEDS, values={"name": "Shared ICT", "purpose": "One desk"}, by=deciding.keeper, at=AT
    )


def _put(deciding: Deciding, row: models.Partnership, said: dict[str, Any], **more: Any) -> models.Document:
    last = row.documents.count()
    given: dict[str, Any] = {"edition": last, "by": deciding.keeper, "at": AT, **more}
    return actions.put_document(of="partnership", number=row.pk, kind="members", said=said, **given)


def _letting(sees: object, **more: Any) -> dict[str, Any]:
    first, second = MEMBERS["members"]
    return MEMBERS | {"members": [first, second | {"sees": sees} | more]}


def _reader(deciding: Deciding) -> Actor:
    return deciding.people.actor("reader", YORK)


def test_people_of_a_member_see_it_only_where_its_row_says_so(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    york = _reader(deciding)
    _put(deciding, partnership, MEMBERS)
    assert not partnerships(by=york).exists()
    _put(deciding, partnership, _letting(True))
    assert partnerships(by=york).get() == partnership
    assert as_it_is(partnership, AT.date(), by=york) is not None
    assert not partnerships(by=deciding.people.actor("sector", YORK)).exists()
    assert not partnerships(by=deciding.people.actor("nobody")).exists()
    _put(deciding, partnership, _letting(True), exempt=True)
    assert not partnerships(by=york).exists()
    _put(deciding, partnership, _letting(False))
    assert not partnerships(by=york).exists()


def test_whom_it_lets_in_is_known_without_reading_what_any_partnership_says(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    _put(deciding, partnership, _letting(True))
    with CaptureQueriesContext(connection) as asked:
        assert partnerships(by=_reader(deciding)).get() == partnership
    assert not [one["sql"] for one in asked if "decisions_document" in one["sql"]]


def test_those_that_were_there_before_let_in_whom_they_did(deciding: Deciding, partnership: models.Partnership) -> None:
    filled = import_module("tallystick.decisions.migrations.0002_let_see").fill
    others = [
        actions.start_partnership(organisation=LEEDS, values={"name": name}, by=deciding.keeper, at=AT)
        for name in ("Kept out", "No more", "Long")
    ]
    _put(deciding, partnership, MEMBERS)
    _put(deciding, partnership, _letting(True))
    _put(deciding, others[0], _letting(True), exempt=True)
    _put(deciding, others[1], _letting(True))
    _put(deciding, others[1], _letting(False))
    _put(deciding, others[2], _letting(True, organisation="x" * 5000))
    before = list(models.LetSee.objects.values_list("partnership", "organisation_code"))
    assert before == [(partnership.pk, YORK)]
    models.LetSee.objects.all().delete()
    filled(apps, connection.schema_editor())
    assert list(models.LetSee.objects.values_list("partnership", "organisation_code")) == before


def test_a_list_asks_no_more_for_more_partnerships(
    deciding: Deciding, partnership: models.Partnership, django_assert_num_queries: Any
) -> None:
    reader = deciding.people.actor("reader")
    rows = [partnership] + [
        actions.start_partnership(organisation=LEEDS, values={"name": f"No. {at}"}, by=deciding.keeper, at=AT)
        for at in range(4)
    ]
    for row in rows[:3]:
        _put(deciding, row, MEMBERS)
    _put(deciding, rows[2], MEMBERS, exempt=True)
    with django_assert_num_queries(2):
        found = list(as_they_are(partnerships(by=reader), AT.date(), by=reader))
    told = {row.pk: (one.edition if one else None, written) for row, one, written in found}
    assert [told[row.pk] for row in rows] == [(1, True), (1, True), (None, True), (None, False), (None, False)]


@pytest.mark.parametrize("sees", ["yes", 1, None])
def test_only_a_plain_yes_lets_anybody_in(deciding: Deciding, partnership: models.Partnership, sees: object) -> None:
    _put(deciding, partnership, _letting(sees))
    assert not partnerships(by=_reader(deciding)).exists()


def test_another_name_for_the_same_body_lets_nobody_in(deciding: Deciding, partnership: models.Partnership) -> None:
    _put(deciding, partnership, _letting(True, organisation=YORK.lower()))
    assert not partnerships(by=_reader(deciding)).exists()


def test_who_is_let_to_see_it_changes_nothing_and_sees_no_decision_of_it(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    _put(deciding, partnership, _letting(True))
    _decision(deciding, partnership)
    york = deciding.people.actor("contract_manager", YORK)
    assert listing.partnership(partnership.pk, by=york) == partnership
    assert not decisions_of(partnership, by=york).exists()
    given: dict[str, Any] = {"by": york, "at": AT}
    with pytest.raises(Refused, match="does not let you"):
        actions.change_partnership(partnership=partnership.pk, version=1, values={"name": "Ours"}, **given)
    with pytest.raises(Refused, match="does not let you"):
        _put(deciding, partnership, MEMBERS, by=york)


def test_who_is_not_is_told_that_there_is_no_such_partnership(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    with pytest.raises(NotThere, match="no such partnership"):
        listing.partnership(partnership.pk, by=_reader(deciding))


def test_it_is_shown_as_it_is_on_a_day_from_what_an_edition_said(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    _put(deciding, partnership, MEMBERS)
    _put(deciding, partnership, MEMBERS | {"members": MEMBERS["members"][:1], "boards": []})

    def states(on: date, edition: int | None = None) -> list[str]:
        found = as_it_is(partnership, on, edition=edition, by=deciding.keeper)
        assert found is not None
        assert found.answer is not None, found.problem
        assert found.answer["title"] == "Shared ICT"
        return [one["state"] for one in found.answer["members"]]

    assert (states(AT.date()), states(AT.date(), 1)) == (["now"], ["now", "now"])
    assert states(AT.date() + timedelta(days=1), 1) == ["now", "over"]
    assert as_it_is(partnership, AT.date(), edition=3, by=deciding.keeper) is None


def test_what_is_kept_out_is_shown_to_who_may_read_confidential_figures_alone(
    deciding: Deciding, partnership: models.Partnership
) -> None:
    reader = deciding.people.actor("reader")
    _put(deciding, partnership, MEMBERS)
    _put(deciding, partnership, _letting(False), exempt=True)
    assert as_it_is(partnership, AT.date(), by=reader) is None
    assert as_it_is(partnership, AT.date(), edition=1, by=reader) is None
    assert as_it_is(partnership, AT.date(), edition=1, by=deciding.keeper) is not None
    assert [len(editions(partnership, by=by)) for by in (reader, deciding.keeper)] == [0, 2]
    _put(deciding, partnership, MEMBERS, exempt=False)
    assert [one.edition for one in editions(partnership, by=reader)] == [3, 1]


def test_partnerships_are_sought_and_sorted(deciding: Deciding, partnership: models.Partnership) -> None:
    other = actions.start_partnership(organisation=LEEDS, values={"name": "audit"}, by=deciding.keeper, at=AT)
    assert list(partnerships(by=deciding.keeper)) == [other, partnership]
    assert list(partnerships(sort="-name", by=deciding.keeper)) == [partnership, other]
    assert list(partnerships(words="desk SHARED", by=deciding.keeper)) == [partnership]


def _decision(deciding: Deciding, partnership: models.Partnership) -> int:
    started = actions.start_decision(
        organisation=LEEDS, values={"title": "Go on?"}, partnership=partnership.pk, by=deciding.keeper, at=AT
    )
    return started.pk


def test_a_board_is_named_by_the_seats_of_the_day(deciding: Deciding, partnership: models.Partnership) -> None:
    _put(deciding, partnership, MEMBERS)
    number = _decision(deciding, partnership)
    given: dict[str, Any] = {"decision": number, "board": "j", "by": deciding.keeper}
    later = AT + timedelta(days=1)
    made, _ = actions.name_board(at=later, **given)
    assert [(one.role, one.name, one.speaks_for) for one in made] == [
        ("approver", "Ann", "Leeds"),
        ("consultee", "Cat", "Joint board"),
    ]
    # On the day before, the last of Ben's seat, he is still on it; who is named already is not named again.
    assert [one.name for one in actions.name_board(at=AT, **given)[0]] == ["Ben"]
    with pytest.raises(Refused, match="Nobody on Joint board is still to be named"):
        actions.name_board(at=AT, **given)
    with pytest.raises(NotAcceptable):
        actions.name_board(at=AT, **given | {"board": "k"})
    with pytest.raises(NotThere):
        actions.name_board(at=AT, **given | {"by": _reader(deciding)})


def test_a_decision_of_no_partnership_has_no_board_to_name(deciding: Deciding) -> None:
    with pytest.raises(Refused, match="of no partnership"):
        actions.name_board(decision=deciding.number, board="j", by=deciding.keeper, at=AT)
