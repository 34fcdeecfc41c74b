"""`tallystick duties send`: what a timer runs each morning, so that everybody is told what is theirs."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from tallystick.cli.doorway import Door, plural, show_json
from tallystick.kit.errors import Refused

_LONDON = ZoneInfo("Europe/London")


@click.command("send")
@click.option("--dry-run", is_flag=True, help="Say how many would be told of how much, and make and send no e-mail.")
@click.option(
    "--address", envvar="TALLYSTICK_ADDRESS", default="http://127.0.0.1:8400", show_default=True,
    help="Where the site is, for links (or TALLYSTICK_ADDRESS).",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One line of JSON in place of sentences.")
@click.pass_obj
def send(door: Door, dry_run: bool, address: str, as_json: bool) -> None:
    """Send each person one e-mail with what is new of theirs: run it daily, by a timer.

    Dates are worked out first, with --dry-run too. On Monday everything that is new is told, on other days what cannot
    wait; a Monday that was missed is caught up. Nothing is told twice. Exit status 1 where the mail server did not take
    everything: the next run tries that again.
    """
    door.open()
    from tallystick.councils.queueing import Busy, alone

    try:
        with alone("alerts"):
            said = _plan(door) if dry_run else _send(door, address.rstrip("/"))
    except Busy:
        raise Refused("Alerts are being sent just now.", what_to_do="Wait until that has ended.") from None
    if as_json:
        show_json(said)
    else:
        _tell(said)
    if said.get("stopped") or said.get("refused") or said.get("put_off") or said.get("not_known"):
        click.get_current_context().exit(1)


def _plan(door: Door) -> dict[str, Any]:
    from tallystick.contracts.actions.reckoning import reckon_due
    from tallystick.contracts.actions.telling import check_operator, in_full, planned

    by, today = door.actor, door.now.astimezone(_LONDON).date()
    check_operator(by)
    reckon_due(today=today, progress=_worked_out)
    found = planned(today=today, by=by)
    would = list(in_full(found, today=today))
    return {
        "would_tell": len(found.people),
        "of": sum(len(dates) for dates in found.people.values()),
        "nobody": found.nobody,
        "people": [{"person": one.person.name, "email": one.person.email, "of": len(one.dates)} for one in would],
        "items": [_planned_item(one.person, date, stage) for one in would for date, stage in one.dates],
    }


def _planned_item(person: Any, date: Any, stage: str) -> dict[str, Any]:
    return {
        "contract": str(date.contract),
        "what": date.what,
        "due": date.due.isoformat() if date.due else None,
        "stage": stage,
        "person": person.name,
        "email": person.email,
        "contract_id": date.contract_id,
        "council": date.organisation.name,
    }


def _send(door: Door, address: str) -> dict[str, Any]:
    from django.conf import settings

    from tallystick.contracts.actions.reckoning import reckon_due
    from tallystick.contracts.actions.sending import send_digests
    from tallystick.contracts.actions.telling import Site, check_operator, make_digests

    by, at = door.actor, door.now
    check_operator(by)
    if not settings.TALLYSTICK_SENDS_EMAIL:
        raise Refused(
            "No mail server is named, so nothing was made or sent.",
            what_to_do="Set EMAIL_URL, as docs/how-to/send-digests.md says, or look with --dry-run.",
        )
    today = at.astimezone(_LONDON).date()
    reckon_due(today=today, progress=_worked_out)
    made = make_digests(site=Site(address, settings.DEFAULT_FROM_EMAIL), today=today, by=by, at=at, say=_say)
    sent = send_digests(by=by, at=at, say=_say)
    return {"made": made.emails, "dates": made.alerts, "nobody": made.nobody, **vars(sent)}


def _worked_out(done: int, of: int) -> None:
    _say(f"{done:,} of {of:,} contracts worked out")


def _say(words: str) -> None:
    click.echo(words, err=True)


def _tell(said: dict[str, Any]) -> None:
    if "would_tell" in said:
        told = plural(said["would_tell"], "person", "people")
        for one in said["people"]:
            click.echo(f"{one['person']} <{one['email']}>: {plural(one['of'], 'date')}")
        click.echo(f"{told} would be told of {plural(said['of'], 'date')}. No e-mail was made or sent.")
    else:
        click.echo(
            f"{plural(said['made'], 'e-mail')} made, about {plural(said['dates'], 'date')}; {said['taken']:,} sent."
        )
    for key, words in _ALSO.items():
        if said.get(key):
            click.echo(f"{said[key]:,} {words}", err=True)
    if said.get("stopped"):
        click.echo(
            f"The mail server could not be used: {said['stopped']} What waits is sent by the next run.", err=True
        )


_ALSO = {
    "refused": "refused by the mail server for good. What they told goes to others.",
    "put_off": "refused by the mail server. The next run tries again.",
    "not_known": "perhaps sent: the mail server went away. The next run repeats each, with the same Message-ID.",
    "withdrawn": "not sent any more: whoever they are for may no longer be told, or has another address.",
    "nobody": "dates that there is nobody to tell of: say, on an organisation's people page, who hears of these.",
}
