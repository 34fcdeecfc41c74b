"""Award notices: loading them, and looking at them."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tallystick.cli.doorway import Door, errors, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds, pounds_for_people
from tallystick.lake.notices.lookups import SORTS
from tallystick.reference.organisations import Directory

_SHOWN = 20
"""Rows of quarantine that `status` lists."""


@click.group(invoke_without_command=True)
@click.pass_context
def notices(context: click.Context) -> None:
    """Load the award notices that public bodies publish, and look at them."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@notices.command("load")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each file.")
@click.pass_obj
def load(door: Door, paths: Sequence[Path], as_json: bool) -> None:
    """Load award notices: OCDS in JSON, or a table that a notice service or a re-user exports. Folders are searched.

    Tables that belong together (awards, suppliers, buyers) are named in one command.
    """
    home = door.open()
    from tallystick.intake.actions.notices import load_notices

    screen = errors()
    tell = None if as_json or not screen.is_terminal else lambda said: screen.print(said, style="dim", markup=False)
    readings = load_notices(home=home, paths=list(paths), by=door.actor, at=door.now, say=tell)
    for reading in readings:
        if as_json:
            show_json({"file": reading.file, "sha256": reading.sha256, **asdict(reading)})
        else:
            _show_reading(reading)
    if any(reading.outcome == "refused" for reading in readings):
        click.get_current_context().exit(1)


@notices.command("list")
@click.option("--buyer", metavar="NAME-OR-CODE", help="Only those of this public body.")
@click.option("--search", default="", metavar="WORDS", help="Only those with all these words.")
@click.option("--supplier", metavar="NAME", help="Only those awarded to a supplier of this name, in any case.")
@click.option("--company", metavar="NUMBER", help="Only those awarded to the company with this number.")
@click.option("--earlier", is_flag=True, help="Earlier releases of the same award too.")
@click.option("--sort", default="-released", type=click.Choice([s for name in SORTS for s in (name, f"-{name}")]))
@click.option("--most", default=50, type=click.IntRange(1, 100_000), help="How many.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each.")
@click.pass_obj
def list_(
    door: Door,
    buyer: str | None,
    search: str,
    supplier: str | None,
    company: str | None,
    earlier: bool,
    sort: str,
    most: int,
    as_json: bool,
) -> None:
    """Award notices that are loaded, a line for each supplier of each award."""
    from tallystick.lake import notices as published
    from tallystick.lake.companies import company_number
    from tallystick.lake.tidy.names import supplier_key

    found = published.listed(
        door.home,
        buyer_code=_code(buyer) if buyer else None,
        text=search,
        supplier_key=supplier_key(supplier) if supplier else None,
        company_number=(company_number(company) or company) if company else None,
        earlier=earlier,
        sort=sort,
        page_size=most,
    )
    if as_json:
        for row in found.rows:
            show_json(_as_json(row))
        return
    columns = ("Id", "Awarded", "Buyer", "Supplier", "Title", "Value", "Begins", "Ends")
    show_table("", columns, [_line(row) for row in found.rows], right=("Value",))
    click.echo(f"{len(found.rows):,} of {plural(found.count, 'award row')}.", err=True)


@notices.command("show")
@click.argument("notice")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_obj
def show(door: Door, notice: str, as_json: bool) -> None:
    """Show one award: NOTICE is the id that `list` gives. Other releases of the same buying are listed below it."""
    from tallystick.lake import notices as published

    row = published.by_ids(door.home, [notice]).get(notice)
    if row is None:
        raise Refused(f"There is no notice {notice}.", what_to_do="`tallystick notices list` gives the id of each.")
    others = [other for other in published.releases_of(door.home, row.process) if other.id != row.id]
    if as_json:
        show_json({**_as_json(row), "others": [_as_json(other) for other in others]})
        return
    told = [(label, _said(getattr(row, name))) for name, label in _LABELS.items()]
    show_table(row.title or "Award", ("", ""), [*told[:1], ("Value", _money(row)), *told[1:]])
    if others:
        table = [
            (other.id, _said(other.released_at), other.tag or "", other.supplier_name or "", _stands(other))
            for other in others
        ]
        show_table("Other releases and suppliers of the same buying", ("Id", "Released", "Tag", "Supplier", ""), table)


@notices.command("status")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_obj
def status(door: Door, as_json: bool) -> None:
    """Which files of notices are in use, and which of their rows could not be used."""
    from tallystick.lake import notices as published

    current = published.current(door.home)
    if current is None:
        if as_json:
            show_json({"rows": 0, "readings": []})
        else:
            click.echo("No award notices are loaded. Begin with: tallystick notices load FILE…")
        return
    kept_out = published.quarantined(door.home, most=_SHOWN)
    if as_json:
        show_json({**asdict(current), "quarantine": [asdict(row) for row in kept_out]})
        return
    click.echo(
        f"{plural(current.rows, 'award row')}, of which {current.standing:,} stand and {current.recognised:,} have a "
        f"buyer in the list of public bodies; put in order {current.made_at[:10]}"
    )
    for reading in current.readings:
        _show_reading(reading)
    if kept_out:
        lines = [(r.file, str(r.source_row), r.reason, r.written[:60], r.buyer_name or "") for r in kept_out]
        show_table("Rows that could not be used", ("File", "Row", "Reason", "Written", "Buyer"), lines)


def _code(named: str) -> str:
    """The code of a public body that was named; that of one which people added, as it is."""
    return named if named.startswith("local:") else Directory.load().resolve(named).code


_LABELS = {
    "supplier_name": "Supplier",
    "company_number": "Company number",
    "buyer": "Buyer",
    "buyer_name": "Buyer as written",
    "award_date": "Awarded",
    "start": "Begins",
    "end": "Ends",
    "award_status": "Status",
    "procurement_method": "Procedure",
    "cpv": "CPV codes",
    "sme": "Small or medium-sized",
    "vcse": "Voluntary or social",
    "ocid": "OCID",
    "reference": "Reference",
    "url": "Address",
    "release_date": "Released",
    "tag": "Tag",
    "superseded_why": "Gives way to",
    "file": "File",
    "source_row": "Row",
    "remarks": "Remarks",
    "description": "Description",
}


def _said(value: Any) -> str:
    if value is None or value == () or value == "":
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _money(row: Any) -> str:
    """Pounds as people write them; another currency as it was published."""
    if row.value_pence is not None:
        beside = f" (this supplier: {pounds_for_people(row.supplier_value_pence)})" if row.supplier_value_pence else ""
        return pounds_for_people(row.value_pence) + beside
    return f"{row.amount} {row.currency or '(currency not said)'}" if row.amount else "not said"


def _stands(row: Any) -> str:
    return "stands" if row.stands else f"{row.superseded_why}: {row.superseded_by}"


def _line(row: Any) -> tuple[str, ...]:
    dates = [str(day or "") for day in (row.award_date, row.start, row.end)]
    value = "" if row.amount is None else _money(row)
    return row.id, dates[0], row.buyer or "", row.supplier_name or "", row.title or "", value, dates[1], dates[2]


def _as_json(row: Any) -> dict[str, Any]:
    """A row's own names; `value` is its amount in pounds, as text."""
    return {**asdict(row), "value": None if row.value_pence is None else pounds(row.value_pence)}


def _show_reading(reading: Any) -> None:
    if reading.outcome == "refused":
        click.echo(f"{reading.file}: refused. {reading.reason}")
        return
    stages = ", ".join(f"{rows:,} {stage}" for stage, rows in reading.other_stages.items())
    out = ", ".join(f"{rows:,} {reason}" for reason, rows in reading.quarantined.items())
    click.echo(
        f"{reading.file}: {reading.outcome}. {reading.shape}: {plural(reading.rows_read, 'row')} read, "
        f"{plural(reading.awards, 'award')} to {plural(reading.award_rows, 'supplier')}"
    )
    for label, said in (("other stages", stages), ("kept out", out)):
        if said:
            click.echo(f"  {label}: {said}")
    if reading.awards_out:
        click.echo(f"  awards of other notices kept out: {reading.awards_out:,}")
    if reading.joined:
        click.echo(f"  joined to another row's award: {reading.joined:,}")
    for remark in reading.remarks:
        click.echo(f"  {remark}")
