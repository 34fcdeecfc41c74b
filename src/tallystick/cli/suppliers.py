"""Who is really being paid."""

from pathlib import Path

import click

from tallystick.cli import csv_files, supplier_decisions, supplier_files, supplier_review
from tallystick.cli.doorway import Door
from tallystick.suppliers.kept import kept_resolution
from tallystick.suppliers.listed import COLUMNS, resolve_list
from tallystick.suppliers.register import register_of, technology_code


@click.group()
def suppliers() -> None:
    """One supplier behind many spellings."""


@suppliers.command("resolve")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--column", metavar="NAME", help="The column with suppliers' names, where its heading does not say so.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to standard output."
)
@click.pass_obj
def resolve_file(door: Door, file: Path, column: str | None, output: Path | None) -> None:
    """Say which rows of a CSV FILE are one supplier. FILE may be - for standard input.

    The same rows come out in the same order, with supplier_id, supplier_name, confidence, why and candidates added:
    candidates are up to three other suppliers worth a look. Company and VAT numbers and postcodes in the file are used.
    """
    table = csv_files.table_of(file)
    found = resolve_list(
        supplier_files.listed(table, column),
        known=kept_resolution(door.home),
        register=register_of(door.home),
        technology=technology_code,
    )
    csv_files.write(table, COLUMNS, supplier_files.told(found), output)


for command in (
    supplier_decisions.list_,
    supplier_decisions.show,
    supplier_decisions.merge,
    supplier_decisions.split,
    supplier_review.review,
    supplier_decisions.rename,
    supplier_decisions.set_number,
    supplier_decisions.set_group,
    supplier_decisions.undo,
    supplier_decisions.follow,
):
    suppliers.add_command(command)
