"""Opening the site."""

import click

from tallystick.cli.doorway import Door


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8400, show_default=True, help="0 for any that is free.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open a browser on it.")
@click.pass_obj
def serve(door: Door, port: int, open_browser: bool) -> None:
    """Open the site on this computer, for this computer only. Stop it with Ctrl+C."""
    home = door.open()
    from tallystick.config.serving import serve as serve_site

    serve_site(home, port=port, now=door.now, ready=lambda address: announce(door, address, open_browser=open_browser))


def announce(door: Door, address: str, *, open_browser: bool) -> None:
    """Say where the site is and how its owner signs in, and open a browser there if that was asked."""
    click.echo(f"Tallystick is at {address}  (Ctrl+C stops it)")
    link = owner_link(door, address)
    if link:
        click.echo(f"This link signs you in, once: {link}  (`tallystick people link` makes another)")
    if open_browser:
        click.launch(link or address)


def owner_link(door: Door, address: str) -> str:
    """A link that signs the owner of this computer in, once; empty for a team's site, which has no owner.

    address: the site's, with the slash at its end. The record must be open.
    """
    from django.conf import settings

    from tallystick.councils import actions

    if settings.TALLYSTICK_TEAM:
        return ""
    owner = actions.the_owner(name=door.actor.name)
    return f"{address}in/{actions.issue(owner, purpose='owner', at=door.now)}/"
