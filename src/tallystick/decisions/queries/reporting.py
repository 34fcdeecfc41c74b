"""The committee report of a decision, out of a record of what was known."""

from typing import Any

from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.queries.listing import decision, record_of
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.decisions.rules.paper import Paper
from tallystick.decisions.rules.paper_compose import ABOUT, compose
from tallystick.decisions.rules.paper_exempt import public
from tallystick.decisions.rules.paper_people import CHOSEN_FROM
from tallystick.decisions.rules.paper_summary import one_page
from tallystick.kit.errors import Refused


def report(
    number: int, *, which: int | None = None, for_the_public: bool = False, page: bool = False, by: Actor
) -> tuple[Paper, models.Record]:
    """The report of a record, the last where none is named. for_the_public: without what is exempt, which is all that
    somebody who may not see that is given. page: the summary of one page.

    Raises NotThere; Refused where nothing was kept yet; NotAPaper, which names what no report can hold.
    """
    row = decision(number, by=by)
    found = record_of(row, which)
    if found is None:
        raise Refused(
            "There is no such record of what was known.",
            what_to_do="Keep what is known first: a report is made of a record, so that it can be made again.",
        )
    paper = compose(_about(found), _parts(found, _authors(row)))
    if for_the_public or not sees_exempt(by, row):
        paper = public(paper)
    return (one_page(paper) if page else paper), found


def _about(record: models.Record) -> dict[str, Any]:
    """What the report says of itself: what was written of it, and what the decision says."""
    words = record.inputs.get("words", {}).get("said", {})
    written = words.get("about") if isinstance(words.get("about"), dict) else {}
    given = {
        "title": record.about["title"], "reference": record.about["reference"], "as_of": record.as_of.isoformat(),
        "date": record.as_of.isoformat(),
    }  # fmt: skip
    told = {name: record.about.get(name) for name in ("people", "chosen", "chosen_why")}
    told["people_exempt"] = any(one.get("exempt") for one in record.inputs.values())
    told["chosen_exempt"] = any(record.inputs.get(kind, {}).get("exempt") for kind in CHOSEN_FROM)
    return {**given, **{name: value for name, value in written.items() if name in ABOUT}, **told}


def _authors(row: models.Decision) -> dict[tuple[str, int], str]:
    """(kind, edition) -> who wrote it. What nobody signed in for was written by whoever runs the installation."""
    found = row.documents.values_list("kind", "edition", "made_by__name")
    return {(kind, edition): name or "whoever runs this installation" for kind, edition, name in found}


def _parts(record: models.Record, authors: dict[tuple[str, int], str]) -> dict[str, dict[str, Any]]:
    """Documents with their answers. One that has no answer says nothing in a report, but for words."""
    return {
        kind: {
            "said": {key: value for key, value in one["said"].items() if (kind, key) != ("words", "about")},
            "answer": record.answers[kind],
            "edition": one["edition"],
            "by": authors.get((kind, one["edition"]), ""),
            "exempt": one["exempt"],
            "as_of": record.as_of.isoformat(),
            "version": record.rules[kind],
        }
        for kind, one in record.inputs.items()
        if record.answers.get(kind) is not None
    }
