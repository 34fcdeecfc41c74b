"""The organisations that keep a register here."""

import click

from tallystick.cli.doorway import Door, plural, show_json, show_table
from tallystick.councils.rules.permissions import Permission
from tallystick.reference.organisations import Organisation


@click.group(invoke_without_command=True)
@click.pass_context
def organisations(context: click.Context) -> None:
    """Add and list the organisations that keep a register here."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@organisations.command("add")
@click.argument("named", metavar="CODE-OR-NAME")
@click.pass_obj
def add(door: Door, named: str) -> None:
    """Add the public body that CODE-OR-NAME names, so that people can be invited to it and contracts kept for it."""
    door.open()
    from tallystick.councils import actions

    body = body_meant(named)
    row = actions.add_organisation(code=body.code, name=body.name, nation=body.nation[:20], by=door.actor, at=door.now)
    click.echo(f"{row.name} ({row.code}) keeps a register here.")


@organisations.command("list")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each.")
@click.pass_obj
def list_(door: Door, as_json: bool) -> None:
    """List the organisations that keep a register here, of those whose register you may read."""
    door.open()
    from tallystick.councils import queries

    rows = queries.organisations(by=door.actor, permission=Permission.READ)
    if as_json:
        for row in rows:
            show_json({"code": row.code, "name": row.name})
        return
    show_table("", ("Code", "Name"), [(row.code, row.name) for row in rows])
    click.echo(f"{plural(len(rows), 'organisation')}.", err=True)


def body_meant(named: str) -> Organisation:
    """The public body of that name or code; a body that people named here too. Raises Refused. Opens nothing."""
    from tallystick.intake import queries

    return queries.directory().resolve(named)
