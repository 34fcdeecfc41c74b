"""The demonstration councils."""

import os
import tempfile
from pathlib import Path

import click

from tallystick.cli.doorway import Door, follow_up, plural
from tallystick.cli.site import announce
from tallystick.lake.store.home import Home


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8400, show_default=True, help="0 for any that is free.")
@click.option("--open/--no-open", "open_browser", default=True, help="Open a browser on it.")
@click.option("--no-serve", is_flag=True, help="Build the demonstration, and do not open the site.")
@click.option("--scale", type=click.FloatRange(0.01, 100), default=1.0, hidden=True)
@click.pass_obj
def demo(door: Door, port: int, open_browser: bool, no_serve: bool, scale: float) -> None:
    """Make up eight councils' spend, load it, and open the site on it.

    It is kept apart from your own data, in a folder `demonstration` beside it, and says on every page that it is made
    up.
    """
    there = Door(Home(door.home.root / "demonstration"), embedded=True)
    # It is whoever's started it, whatever the installation beside it is.
    os.environ["TALLYSTICK_TEAM"] = "0"
    home = there.open()
    if not (home.root / "demonstration").exists():
        _build(there, scale)
    if no_serve:
        _where(door, there)
        return
    from tallystick.config.serving import serve as serve_site

    serve_site(
        home, port=port, now=there.now, ready=lambda address: announce(there, address, open_browser=open_browser)
    )


def _where(door: Door, there: Door) -> None:
    """Says where the demonstration is, and the whole command that opens it: built already, it is opened at once."""
    root = str(door.home.root.resolve())
    named = f'"{root}"' if " " in root else root
    click.echo(f"The demonstration is in {there.home.root.resolve()}. It can be deleted at any time.")
    click.echo(f"Open the site on it with: tallystick --home {named} demo")


def _build(there: Door, scale: float) -> None:
    from tallystick.cli.demonstration_decision import decide
    from tallystick.cli.demonstration_owners import give_owners
    from tallystick.cli.demonstration_register import BEGUN_DAYS_AGO, load_registers, tell
    from tallystick.cli.demonstration_route import decide_route
    from tallystick.cli.demonstration_terms import set_terms
    from tallystick.demonstration import NOTICE, write, write_contracts, write_register
    from tallystick.intake import actions, queries
    from tallystick.lake import companies

    home = there.home
    with tempfile.TemporaryDirectory() as folder:
        click.echo("Making up eight councils' spend…")
        written = write(Path(folder), scale=scale)
        known = {o.name for o in queries.decisions().local_organisations}
        for name in sorted({council for _, council in written} - known):
            actions.name_local_organisation(home=home, name=name, by=there.actor, at=there.now)
        register = companies.load(home, [write_register(Path(folder))], now=there.now).register
        click.echo(f"{plural(register.companies, 'made-up company', 'made-up companies')} in the register.")
        click.echo(f"Reading {plural(len(written), 'file')} of them, as councils publish them…")
        readings = actions.load(home=home, paths=[path for path, _ in written], by=there.actor, at=there.now)
        click.echo("Working out who is paid and what for…")
        follow_up(there)
        click.echo("Reading their registers of contracts…")
        registers = write_contracts(Path(folder), today=there.now.date(), scale=scale)
        contracts, questions = load_registers(there, registers)
        click.echo(f"{plural(contracts, 'contract')}, {plural(questions, 'open question')}.")
        names = [name for _, name in registers]
        owned = give_owners(there, names, days_ago=BEGUN_DAYS_AGO - 1)
        click.echo(f"{plural(owned, 'contract')} given an owner.")
        tell(there, names)
        set_terms(there, names)
        decide(there, names)
        decide_route(there, names)
        follow_up(there)
    # Written last: a demonstration that was cut short is built again.
    (home.root / "demonstration").write_text(NOTICE + "\n", encoding="utf-8")
    payments = sum(t.payments for r in readings for t in r.tables)
    click.echo(f"{plural(payments, 'payment')} loaded.")
