"""The rows of a document's lists as choices of its forms."""

from typing import Any

from tallystick.web.decide.parts.rows import choices_of


def test_rows_are_offered_by_their_ids_and_what_they_say_and_no_odd_document_trips_it() -> None:
    said: dict[str, Any] = {
        "commitments": [{"id": " c1 ", "text": "We go on."}, {"id": "c2", "text": "x" * 300}, {"text": "No id"}, 5],
        "boards": [{"id": "b", "name": "Board"}, {"id": "only"}],
        "odd": "not a list",
    }
    found = choices_of("commitments", "odd", "boards", "absent")(said)
    assert [code for code, _ in found] == ["c1", "c2", "b", "only"]
    assert [words if len(words) < 50 else len(words) for _, words in found] == ["We go on", 121, "Board", "only"]
