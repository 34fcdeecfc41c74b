"""The review on a terminal: one pair at a time and one key an answer; or a list, for other programs."""

import sys
from typing import Any

import click

from tallystick.cli.doorway import Door, follow_up, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people

_KEYS = {"s": "same", "d": "different", "u": "unsure"}
_ASKED = "[s]ame, [d]ifferent, not s[u]re, [z] undo last, [q]uit"


@click.command("review")
@click.argument("names", nargs=-1, metavar="[NAME NAME same|different|unsure]")
@click.option("--list", "listed", is_flag=True, help="List what is in doubt, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="List what is in doubt as JSON, one object a line.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="How many to list.")
@click.pass_obj
def review(door: Door, names: tuple[str, ...], listed: bool, as_json: bool, most: int) -> None:
    """Decide what is in doubt, the most money first.

    On a terminal it asks pair by pair, one key an answer. With two NAMEs, as --json gives them in unit_a and unit_b,
    and an answer, it keeps that answer. Otherwise it lists.
    """
    door.open()
    if names:
        _answer(door, names)
    elif listed or as_json or not _at_a_terminal():
        _list(door, as_json, most)
    else:
        _ask(door)


def _answer(door: Door, given: tuple[str, ...]) -> None:
    if len(given) != 3:
        raise click.UsageError("Give two names and an answer, or nothing.")
    _judge(door, given[0], given[1], given[2])
    follow_up(door, learn=False)


def _list(door: Door, as_json: bool, most: int) -> None:
    from tallystick.suppliers import reviewing

    found = reviewing.doubts(door.home, verdict=reviewing.UNDECIDED, page_size=most)
    if as_json:
        for one in found.rows:
            show_json(vars(one))
        return
    rows = [
        (
            one.name_a,
            one.name_b,
            f"{one.confidence:.0%}",
            pounds_for_people(one.pence),
            "one" if one.merged else "two",
            one.why,
        )
        for one in found.rows
    ]
    show_table("", ("Name", "And", "Alike", "At stake", "Now", "Why"), rows, right=("Alike", "At stake"))
    click.echo(f"{len(rows):,} of {plural(found.count, 'pair')} in doubt.", err=True)


def _ask(door: Door) -> None:
    from tallystick.suppliers import reviewing

    try:
        while True:
            step = reviewing.review(door.home, by=door.actor)
            if step.doubt is None or step.sides is None:
                click.echo("Nothing is left to ask.")
                break
            _show(step)
            key = _key(undoable=step.last is not None)
            if key == "q":
                break
            if key == "z":
                _undo(door)
            else:
                _judge(door, step.doubt.unit_a, step.doubt.unit_b, _KEYS[key])
    finally:
        # However it ends, what was answered is kept: the figures follow it.
        if reviewing.waiting(door.home):
            click.echo("Bringing the figures up to date…", err=True)
            follow_up(door, learn=False)


def _show(step: Any) -> None:
    done = step.progress
    click.echo(f"\n{done.decided:,} of {done.of:,} decided; {pounds_for_people(done.pence_left)} still in doubt.")
    now = "One supplier now" if step.doubt.merged else "Two suppliers now"
    click.echo(f"{now}; {step.doubt.confidence:.0%} likely to be the same. {step.doubt.why}")
    one, other = (_facts(side) for side in step.sides)
    rows = [(label, left, right) for (label, left), (_, right) in zip(one, other, strict=True)]
    show_table("", ("", step.sides[0].name, step.sides[1].name), rows)


def _facts(side: Any) -> list[tuple[str, str]]:
    its = side.evidence
    return [
        ("Number", side.company_number or "not known"),
        ("Paid", f"{pounds_for_people(its.amount_pence)} in {plural(its.payments, 'payment')}"),
        ("Written", " · ".join(its.spellings)),
        ("Publishers", ", ".join(one.organisation or "not known" for one in its.publishers)),
        ("Postcodes", ", ".join(its.postcodes) or "not known"),
        ("Paid for", " · ".join((one.text or "not known")[:60] for one in its.bought[:3])),
    ]


def _key(*, undoable: bool) -> str:
    while True:
        click.echo(f"{_ASKED}: ", nl=False)
        pressed = click.getchar().lower()
        click.echo(pressed if pressed.isprintable() else "")
        if pressed in _KEYS or pressed == "q" or (pressed == "z" and undoable):
            return str(pressed)
        if pressed == "z":
            click.echo("There is nothing to undo.")


def _judge(door: Door, unit_a: str, unit_b: str, verdict: str) -> None:
    from tallystick.intake.actions.keeping import AlreadyDecided
    from tallystick.suppliers import actions

    try:
        actions.judge_pair(unit_a=unit_a, unit_b=unit_b, verdict=verdict, by=door.actor, at=door.now)
    except AlreadyDecided:
        click.echo("That was decided already.", err=True)


def _undo(door: Door) -> None:
    from tallystick.suppliers import actions, queries

    try:
        actions.undo_judgement(batch=queries.latest_batch(by=door.actor) or "", by=door.actor, at=door.now)
    except Refused as no:
        click.echo(str(no), err=True)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
