"""An answer that is sent to a question is taken whole, or refused with what is wrong of each field."""

import json
from typing import Any

import pytest
from django.test import Client

from tallystick.contracts import models
from tests.contracts.test_questions import NO_ANSWERS, asked_of_a_contract
from tests.people import LEEDS, People

pytestmark = pytest.mark.django_db


def test_what_is_no_answer_is_refused_by_field(home: Any, people: People) -> None:
    question = asked_of_a_contract()
    token = people.token("contract_manager", LEEDS)
    client = Client(headers={"host": "localhost", "Authorization": f"Bearer {token}"})

    def sent(values: dict[str, Any]) -> tuple[int, Any]:
        body = json.dumps({"version": 1, "values": values})
        answer = client.post(f"/api/v1/questions/{question.pk}/answer", body, "application/json")
        return answer.status_code, json.loads(answer.content)

    for values in NO_ANSWERS:
        status, said = sent(values)
        assert (status, set(said["fields"]) <= {*values, "name"}) == (422, True), (values, said)
    status, said = sent({"end": "soon", "tier": "major", "value_pounds": "1234.50"})
    assert (status, set(said["fields"])) == (422, {"end", "tier"})
    assert models.Question.objects.get().state == "open"
    assert sent({"end": "2027-05-31", "value_pounds": "1234.50"}) == (200, {"answered": 1, "could_not_take_it": 0})
    contract = models.Contract.objects.get()
    assert (str(contract.end), contract.value_pence) == ("2027-05-31", 123450)
