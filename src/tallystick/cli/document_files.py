"""A document that is put from a file: the one way for `decisions put` and `partnerships put`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click

from tallystick.cli.doorway import Door


def takes_document(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the argument FILE and the options --exempt and --why."""
    file = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
    exempt = click.option("--exempt/--not-exempt", default=None, help="Keep it out of the public version, or let it in "
                          "again; else it stays as the last edition was.")  # fmt: skip
    why = click.option("--why", default="", help="Why it is changed.")
    return file(exempt(why(command)))


def put(
    door: Door, of: Literal["decision", "partnership"], number: int, kind: str, *, file: Path, exempt: bool | None,
    why: str, named: str,
) -> None:  # fmt: skip
    """Keeps what a file says as the next edition of a document, and says so, and why nothing follows from it yet.

    named: what the document is called in what is said. Raises Refused.
    """
    from tallystick.cli.json_files import facts_and_places
    from tallystick.decisions import actions
    from tallystick.decisions.queries import listing
    from tallystick.decisions.queries.answering import answered_one, current
    from tallystick.kit.dates import london_day

    said, _ = facts_and_places(file)
    row = (listing.decision if of == "decision" else listing.partnership)(number, by=door.actor)
    last = current(row, kind)
    made = actions.put_document(
        of=of, number=number, kind=kind, said=said, edition=last.edition if last else 0, exempt=exempt, by=door.actor,
        at=door.now, why=why,
    )  # fmt: skip
    click.echo(f"Edition {made.edition} of {named} is kept.")
    problem = answered_one(row, made, london_day(door.now)).problem
    if problem:
        click.echo(f"Nothing follows from it yet. {problem}", err=True)
