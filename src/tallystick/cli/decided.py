"""Decisions that are kept in the record: `tallystick decisions list | start | put | show | record | replay`."""

from pathlib import Path
from typing import Any

import click

from tallystick.cli.document_files import put as put_from_file
from tallystick.cli.document_files import takes_document
from tallystick.cli.doorway import Door, plural, show_json, show_json_list, show_table

_NUMBER = click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def list_(door: Door, as_json: bool) -> None:
    """List the decisions that you may see, the newest first."""
    door.open()
    from tallystick.decisions.queries import listing
    from tallystick.decisions.queries.choosing import choices_kept_from

    kept_out = choices_kept_from(door.actor)
    found = [listing.told(row, kept_out) for row in listing.decisions(by=door.actor)]
    if as_json:
        show_json_list(found)
        return
    rows = [[str(one["id"]), one["title"], one["state_name"], one["organisation"]] for one in found]
    show_table("", ["ID", "What is to be decided", "State", "Council"], rows)
    click.echo(f"{plural(len(rows), 'decision')}.", err=True)


@click.command()
@click.argument("title")
@click.option("--organisation", required=True, metavar="CODE", help="Whose decision it is: a code of organisations.")
@click.option("--kind", type=click.Choice(["route", "sharing", "other"]), default="other", show_default=True)
@click.option("--question", default="", help="What those who decide are asked.")
@click.option("--contract", type=int, default=None, metavar="N", help="The contract that it is about.")
@click.pass_obj
def start(door: Door, title: str, organisation: str, kind: str, question: str, contract: int | None) -> None:
    """Start a decision, and print its ID."""
    door.open()
    from tallystick.decisions import actions

    made = actions.start_decision(
        organisation=organisation, values={"title": title, "kind": kind, "question": question}, contract=contract,
        by=door.actor, at=door.now,
    )  # fmt: skip
    click.echo(str(made.pk))


@click.command()
@_NUMBER
@click.argument("kind")
@takes_document
@click.pass_obj
def put(door: Door, number: int, kind: str, file: Path, exempt: bool | None, why: str) -> None:
    """Put a document into a decision: a new edition of it, from a JSON or YAML file.

    KIND is one of words, recommendation, appraisal, business_case, sharing, what_if, risks, transition and charter: as
    `recommend`, `appraise`, `business-case`, `apportion` and `what-if` read them, and the pages of the rules say.
    Earlier editions are kept.
    """
    door.open()
    put_from_file(door, "decision", number, kind, file=file, exempt=exempt, why=why, named=kind)


@click.command()
@_NUMBER
@click.pass_obj
def show(door: Door, number: int) -> None:
    """Show a decision as JSON: what it says of itself, its documents, and what follows from each."""
    door.open()
    from tallystick.decisions.queries import listing
    from tallystick.decisions.queries.answering import latest
    from tallystick.decisions.queries.choosing import sees_choice
    from tallystick.decisions.queries.seeing import sees_exempt

    row = listing.decision(number, by=door.actor)
    found = listing.answered_of(row, latest(row), _today(door), exempt=sees_exempt(door.actor, row))
    documents = [
        {
            "kind": one.kind,
            "edition": one.edition,
            "exempt": one.exempt,
            "answer": one.answer,
            "problem": one.problem or None,
        }
        for one in found
    ]
    told = listing.told(row, () if sees_choice(door.actor, row) else (row.pk,))
    show_json({**told, "documents": documents})


@click.command()
@_NUMBER
@click.option("--why", default="", help="What it is kept for.")
@click.pass_obj
def record(door: Door, number: int, why: str) -> None:
    """Keep what is known of a decision now, and what follows from it, for good."""
    door.open()
    from tallystick.decisions import actions

    made = actions.record(decision=number, by=door.actor, at=door.now, why=why)
    click.echo(f"Record {made.number} is kept, of {made.as_of:%-d %B %Y}. SHA-256 {made.digest}")


@click.command()
@_NUMBER
@click.option("--record", "which", type=click.IntRange(1), default=None, metavar="N", help="Which; else the last.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def replay(door: Door, number: int, which: int | None, as_json: bool) -> None:
    """Work out a record again from what was known then, and say whether the same figures come of it.

    The exit status is 1 where they do not, or where an input is no longer there.
    """
    door.open()
    from tallystick.decisions.queries import listing
    from tallystick.decisions.queries.replaying import replay as again

    found = again(listing.kept_record(number, which, by=door.actor))
    if as_json:
        show_json(_replayed(number, found))
    else:
        _say(found)
    if not found.same:
        raise SystemExit(1)


@click.command()
@_NUMBER
@click.option("--format", "kind", type=click.Choice(["docx", "pdf"]), default="docx", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Where to write it.")
@click.option("--record", "which", type=click.IntRange(1), default=None, metavar="N", help="Of which; else the last.")
@click.option("--public", "for_the_public", is_flag=True, help="Without what is exempt, which it says.")
@click.option("--one-page", "page", is_flag=True, help="The summary of one page.")
@click.option("--template", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=None,
              help="A council's own Word document with placeholders.")  # fmt: skip
@click.pass_obj
def report(
    door: Door, number: int, kind: str, output: Path | None, which: int | None, for_the_public: bool, page: bool,
    template: Path | None,
) -> None:  # fmt: skip
    """Write the committee report of a decision, out of a record of what was known, in Word or as PDF.

    The same record gives the same file.
    """
    door.open()
    from tallystick.decisions import reports
    from tallystick.decisions.queries.reporting import report as made

    if template is not None and kind != "docx":
        raise click.UsageError("--template is for --format docx.")
    paper, record = made(number, which=which, for_the_public=for_the_public, page=page, by=door.actor)
    if template is not None:
        data = reports.from_template(paper, template.read_bytes())
    else:
        data = (reports.docx_of if kind == "docx" else reports.pdf_of)(paper, whole=not page)
    path = output or Path(f"decision-{number}-record-{record.number}{'-public' if for_the_public else ''}.{kind}")
    path.write_bytes(data)
    click.echo(f"{path} is written, of record {record.number}.")


def _replayed(number: int, found: Any) -> dict[str, Any]:
    return {
        "decision": number,
        "record": found.record.number,
        "as_of": found.record.as_of.isoformat(),
        "same": found.same,
        "record_is_whole": found.whole,
        "documents": [
            {
                "kind": one.kind,
                "same": one.same,
                "missing": one.missing or None,
                "rules": {"then": one.then, "now": one.now},
                "differs": [vars(change) for change in one.differs],
            }
            for one in found.documents
        ],
    }


def _say(found: Any) -> None:
    if not found.whole:
        click.echo("The record itself was changed since it was kept: its SHA-256 is another.")
    for one in found.documents:
        verdict = "the same figures" if one.same else "other figures" if one.same is False else "not worked out"
        click.echo(f"{one.name}: {verdict}{f', but {one.missing}' if one.missing else ''}.")
        if one.then != one.now:
            click.echo(f"  Worked out then by {one.then}, now by {one.now or 'nothing'}.")
        for change in one.differs:
            click.echo(f"  {change.path}: {change.then} then, {change.now} now")


def _today(door: Door) -> Any:
    from tallystick.kit.dates import london_day

    return london_day(door.now)
