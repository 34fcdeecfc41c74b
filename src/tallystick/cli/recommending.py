"""Renew, renegotiate or retender: `tallystick decisions recommend`."""

from pathlib import Path
from typing import Any

import click

from tallystick.cli.doorway import Door, show_json
from tallystick.cli.json_files import answer_file
from tallystick.decisions.rules.routes_json import answer, answer_with
from tallystick.kit.errors import Refused
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), required=False)
@click.option("--lines", is_flag=True, help="One JSON object a line in, and one a line out, in order.")
@click.option("--contract", "number", type=int, help="The number of a contract of the register, for what it knows.")
@click.pass_obj
def recommend(door: Door, file: Path | None, lines: bool, number: int | None) -> None:
    """Say whether to renew, renegotiate or retender a contract, with everything that argues the other way.

    FILE holds what is known of it as one JSON object (-: standard input). With --contract the register says what it
    knows, and FILE, if there is one, what a person knows besides.
    """
    if number is not None:
        if lines:
            raise click.UsageError("--lines does not go with --contract.")
        _of_contract(door, number, file)
    elif file is None:
        raise click.UsageError("Give a FILE, or --contract and a number.")
    else:
        answer_file(file, lambda said: answer(said, route_choice(), lead_times()), lines=lines)


def _of_contract(door: Door, number: int, file: Path | None) -> None:
    """Asks the register first: what is wrong with the file of somebody who may not see the contract is not said."""
    home = door.open()
    from django.utils import timezone

    from tallystick.decisions.queries.route_facts import route_facts

    today = timezone.localdate(door.now)
    known = route_facts(number, by=door.actor, home=home, today=today, method=route_choice())
    if known is None:
        raise Refused(f"There is no contract {number} that you may see.", what_to_do="`tallystick contracts export`.")

    def answered(said: dict[str, Any]) -> dict[str, Any]:
        return {"contract": number, **answer_with(known, said, route_choice(), lead_times())}

    if file is None:
        show_json(answered({}))
    else:
        answer_file(file, answered, lines=False)
