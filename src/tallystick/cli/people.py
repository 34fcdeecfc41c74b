"""People: inviting them, what they may do, and the links by which they come in."""

from typing import Any

import click

from tallystick.cli.doorway import Door, plural, show_json, show_table
from tallystick.cli.organisations import body_meant
from tallystick.councils.rules.permissions import ROLES
from tallystick.kit.errors import Refused

_ORGANISATION = click.option("--organisation", required=True, metavar="CODE-OR-NAME", help="Which organisation.")
_ADDRESS = click.option(
    "--address", envvar="TALLYSTICK_ADDRESS", default="http://127.0.0.1:8400", show_default=True,
    help="Where the site is (or TALLYSTICK_ADDRESS).",
)  # fmt: skip


@click.group(invoke_without_command=True)
@click.pass_context
def people(context: click.Context) -> None:
    """Invite people, say what they may do, and let them in again."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@people.command("invite")
@click.argument("email")
@_ORGANISATION
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="What they may do there.")
@click.option("--name", default="", help="As colleagues know them.")
@click.option("--known", is_flag=True, help="Another organisation invited them first, and it is the person you mean.")
@_ADDRESS
@click.pass_obj
def invite(door: Door, email: str, organisation: str, role: str, name: str, known: bool, address: str) -> None:
    """Give the person with that EMAIL a role, and print the link by which they come in.

    Where e-mail is configured (EMAIL_URL) it is sent to them too.
    """
    door.open()
    from tallystick.councils import actions

    secret = actions.invite(
        organisation=body_meant(organisation).code, email=email, name=name, role=role, known=known, by=door.actor,
        at=door.now,
    )  # fmt: skip
    _give_link(email, secret, address, purpose="invite")


@people.command("list")
@click.option("--organisation", metavar="CODE-OR-NAME", help="Of one organisation; else of all that you administer.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each person and organisation.")
@click.pass_obj
def list_(door: Door, organisation: str | None, as_json: bool) -> None:
    """List people, their roles, and when they last signed in."""
    door.open()
    from tallystick.councils import queries
    from tallystick.councils.rules.permissions import Permission

    by = door.actor
    where = queries.organisations(by=by, permission=Permission.MANAGE_PEOPLE)
    codes = [body_meant(organisation).code] if organisation else [row.code for row in where]
    found = [(code, member) for code in codes for member in queries.members(organisation=code, by=by)]
    if as_json:
        for code, member in found:
            show_json(
                {
                    "organisation": code,
                    "name": member.name,
                    "email": member.email,
                    "roles": [name for _, name in member.roles],
                    "active": member.active,
                    "last_signed_in": member.signed_in.isoformat() if member.signed_in else None,
                }
            )
        return
    columns = ("Organisation", "Name", "E-mail", "Roles", "Last signed in")
    show_table("", columns, [_row(code, member) for code, member in found])
    click.echo(f"{plural(len({member.person for _, member in found}), 'person', 'people')}.", err=True)


@people.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(list(ROLES)))
@_ORGANISATION
@click.option("--end", is_flag=True, help="End the role in place of giving it.")
@click.option("--why", default="", help="Kept in the log.")
@click.pass_obj
def role(door: Door, email: str, role: str, organisation: str, end: bool, why: str) -> None:
    """Give the person with that EMAIL a ROLE in an organisation, or end it."""
    door.open()
    from tallystick.councils import actions

    code = body_meant(organisation).code
    member = _member(door, code, email)
    if not end:
        actions.give_role(organisation=code, person=member.person, role=role, by=door.actor, at=door.now, why=why)
        click.echo(f"{member.name} is now: {ROLES[role].name}.")
        return
    held = next((number for number, name in member.roles if name == ROLES[role].name), None)
    if held is None:
        raise Refused(f"{member.name} has not that role.", what_to_do="`tallystick people list` shows roles.")
    actions.end_role(organisation=code, membership=held, by=door.actor, at=door.now, why=why)
    click.echo(f"{member.name} is no longer: {ROLES[role].name}.")


@people.command("link")
@click.argument("email", required=False)
@click.option("--organisation", metavar="CODE-OR-NAME", help="In which you administer people; the operator needs none.")
@_ADDRESS
@click.pass_obj
def link(door: Door, email: str | None, organisation: str | None, address: str) -> None:
    """Print a link that lets somebody in, once.

    Without EMAIL: you, on your own computer. With it: somebody who was invited and has not come in yet, or who lost
    their password or second factor and then sets new ones.
    """
    door.open()
    from django.conf import settings

    from tallystick.cli.site import owner_link
    from tallystick.councils import actions

    if not email:
        if settings.TALLYSTICK_TEAM:
            raise Refused("This is a team's site, which has no owner.", what_to_do="Give somebody's e-mail address.")
        click.echo(owner_link(door, address.rstrip("/") + "/"))
        return
    code, member = _somewhere(door, email, organisation)
    if member.signed_in is None:
        held = next(one.code for one in ROLES.values() if one.name == member.roles[0][1])
        secret = actions.invite(
            organisation=code, email=email, name="", role=held, known=True, by=door.actor, at=door.now
        )
        _give_link(email, secret, address, purpose="invite")
        return
    secret = actions.way_back_in(organisation=code, person=member.person, by=door.actor, at=door.now)
    _give_link(email, secret, address, purpose="recover")


def _somewhere(door: Door, email: str, organisation: str | None) -> tuple[str, Any]:
    """An organisation in which whoever asks administers the person with this address, and the person."""
    from tallystick.councils import queries
    from tallystick.councils.rules.permissions import Permission

    if organisation:
        code = body_meant(organisation).code
        return code, _member(door, code, email)
    for row in queries.organisations(by=door.actor, permission=Permission.MANAGE_PEOPLE):
        for member in queries.members(organisation=row.code, by=door.actor):
            if member.email == email.strip().casefold():
                return row.code, member
    raise Refused(
        f"Nobody you administer has the address {email}.", what_to_do="`tallystick people list` shows people."
    )


def _member(door: Door, code: str, email: str) -> Any:
    from tallystick.councils import queries

    for member in queries.members(organisation=code, by=door.actor):
        if member.email == email.strip().casefold():
            return member
    raise Refused(f"Nobody there has the address {email}.", what_to_do="`tallystick people invite` invites them.")


def _give_link(email: str, secret: str, address: str, *, purpose: str) -> None:
    from tallystick.councils.mailing import send_link

    if not secret:
        click.echo(f"{email} has the role, and needs no new link.")
        return
    found = f"{address.rstrip('/')}/in/{secret}/"
    click.echo(found)
    if send_link(email, found, purpose=purpose):
        click.echo(f"It was sent to {email} too.", err=True)
    click.echo("It works once. Give it to them in a way that only they can read.", err=True)


def _row(code: str, member: Any) -> tuple[str, ...]:
    seen = member.signed_in.date().isoformat() if member.signed_in else "never"
    name = member.name if member.active else f"{member.name} (closed)"
    return code, name, member.email, ", ".join(role for _, role in member.roles), seen
