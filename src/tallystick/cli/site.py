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

    serve_site(home, port=port, now=door.now, ready=lambda address: announce(address, open_browser=open_browser))


def announce(address: str, *, open_browser: bool) -> None:
    """Say where the site is, and open a browser on it if that was asked."""
    click.echo(f"Tallystick is at {address}  (Ctrl+C stops it)")
    if open_browser:
        click.launch(address)
