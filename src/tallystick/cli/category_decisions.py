"""What was bought: `tallystick categories list`, `show`, `review`, `correct`, `corrections` and `undo`."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import click

from tallystick.cli.categories import categories
from tallystick.cli.doorway import Door, file_meant, follow_up, plural, show_json, show_table
from tallystick.cli.money import chosen_by, options, show_rows
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people
from tallystick.reference.taxonomy import taxonomy

_FORM = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
_WHY = click.option("--why", default="", help="A reason, kept with the decision.")
_MOST = 50


@categories.command("list")
@options
@_FORM
@click.pass_obj
def list_(door: Door, /, form: str, **chosen: Any) -> None:
    """List the categories with what was paid for each."""
    from tallystick.lake.store import lookups_cube

    home = door.open()
    show_rows([asdict(row) for row in lookups_cube.by_category(home, chosen_by(**chosen))], form)


@categories.command("show")
@click.argument("code")
@click.option("--organisation", "organisations", multiple=True, metavar="NAME-OR-CODE", help="Whose; may be repeated.")
@click.option("--most", type=click.IntRange(1), default=_MOST, show_default=True, help="How many suppliers.")
@_FORM
@click.pass_obj
def show(door: Door, /, code: str, organisations: tuple[str, ...], most: int, form: str) -> None:
    """Show the suppliers of a category, and of those within it."""
    from tallystick.lake.store import lookups_categories

    home = door.open()
    category = taxonomy().by_code.get(code)
    if category is None:
        raise Refused(
            f"“{code}” is not a category.", what_to_do="`tallystick categories list` has those with payments."
        )
    click.echo(f"{category.name}: {category.belongs}", err=True)
    chosen = chosen_by(organisations, None, code, None, None, None)
    found = lookups_categories.suppliers_paid(home, chosen, page_size=most)
    show_rows([asdict(row) for row in found.rows], form)
    click.echo(f"{len(found.rows):,} of {plural(found.count, 'supplier')}.", err=True)


@categories.command("review")
@click.option("--search", default="", help="Only suppliers whose name has all these words.")
@click.option("--organisation", metavar="NAME-OR-CODE", help="Only what this publisher paid.")
@click.option("--category", metavar="CODE", help="Only what is thought to be this, or within it.")
@click.option("--ict/--not-ict", "ict", default=None, help="Only what is thought to be ICT, or not.")
@click.option("--most", type=click.IntRange(1), default=_MOST, show_default=True, help="How many.")
@_FORM
@click.pass_obj
def review(door: Door, /, organisation: str | None, most: int, form: str, **asked: Any) -> None:
    """List what is in doubt, the most money first: each a supplier and what it is thought to be paid for.

    `tallystick categories correct` decides one.
    """
    home = door.open()
    from tallystick.intake import queries
    from tallystick.lake.store import lookups_doubts

    code = queries.directory().resolve(organisation).code if organisation else None
    found = lookups_doubts.doubts(home, organisation=code, **asked, page_size=most)
    show_rows([asdict(row) for row in found.page.rows], form)
    click.echo(
        f"{len(found.page.rows):,} of {plural(found.page.count, 'group')} in doubt,"
        f" {pounds_for_people(found.stake_pence)} in all.",
        err=True,
    )


@categories.command("correct")
@click.argument("code")
@click.option("--supplier", metavar="ID", help="All that this supplier is paid, by every publisher.")
@click.option("--where", "was", default="", metavar="CODE", help="With --supplier: only what was thought to be this.")
@click.option("--publisher", metavar="NAME-OR-CODE", help="With --account: whose account it is.")
@click.option("--account", help="All that the publisher books to this account.")
@click.option("--file", "file", metavar="FILE", help="With --row: the file of one payment, by name or SHA-256.")
@click.option("--row", type=click.IntRange(1), help="The row of one payment in its file.")
@click.option("--sheet", help="The sheet of one payment, where its file has sheets.")
@click.option("--dry-run", is_flag=True, help="Only say what it would bear on.")
@_WHY
@click.pass_obj
def correct(door: Door, /, code: str, dry_run: bool, why: str, **named: Any) -> None:
    """Say what was bought: of a supplier, an account, or one payment. CODE is a category, or not-ict."""
    home = door.open()
    from tallystick.categories.actions.correcting import check_category

    check_category(code)
    action, about, reach = _meant(home, **named)
    click.echo(
        f"It bears on {plural(reach.payments, 'payment')}, {pounds_for_people(reach.amount_pence)},"
        f" by {plural(reach.organisations, 'publisher')}.",
        err=True,
    )
    if dry_run:
        return
    action(home=home, **about, category=code, by=door.actor, at=door.now, why=why)
    click.echo(f"Kept: {taxonomy().by_code[code].name}.", err=True)
    follow_up(door, learn=False)


def _meant(
    home: Any,
    *,
    supplier: str | None,
    was: str,
    publisher: str | None,
    account: str | None,
    file: str | None,
    row: int | None,
    sheet: str | None,
) -> tuple[Callable[..., None], dict[str, Any], Any]:
    """The action that is asked for, what it is about, and what it would bear on."""
    from tallystick.categories import actions, queries
    from tallystick.intake import queries as intake
    from tallystick.lake.store import lookups
    from tallystick.lake.store.lookups_evidence import Reach

    wanted = [supplier is not None, account is not None, row is not None]
    if sum(wanted) != 1 or (account and not publisher) or (row and not file):
        raise click.UsageError("Give --supplier, or --publisher with --account, or --file with --row.")
    if supplier:
        reach = queries.supplier_reach(home, supplier, was)
        return actions.correct_supplier, {"supplier_id": supplier, "was": was}, reach
    if account:
        code = intake.directory().resolve(publisher or "").code
        return (
            actions.correct_account,
            {"publisher": code, "account": account},
            queries.account_reach(home, code, account),
        )
    sha256 = file_meant(home, file or "").sha256
    paid = lookups.payment_at(home, sha256, row or 0, sheet)
    if paid is None:
        raise Refused("There is no such payment.", what_to_do="Give the file, the sheet if it has any, and the row.")
    about = {"sha256": sha256, "sheet": sheet, "row": row}
    return actions.correct_payment, about, Reach(1, paid["amount_pence"], 1)


@categories.command("corrections")
@click.option("--all", "every", is_flag=True, help="Those that are not in force any more, too.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON each.")
@click.pass_obj
def corrections(door: Door, /, every: bool, as_json: bool) -> None:
    """List what people said of categories, newest first."""
    door.open()
    from tallystick.categories import queries

    rows = queries.corrections_made(in_force=None if every else True)
    if as_json:
        for row in rows:
            show_json(asdict(row))
        return
    shown = [
        (row.kind, str(row.id), row.sentence, row.category, row.made_by, f"{row.made_at:%Y-%m-%d}", row.ended_how)
        for row in rows
    ]
    show_table("", ("Kind", "Id", "About", "Is", "By", "On", "Ended"), shown, right=("Id",))


@categories.command("undo")
@click.argument("kind", type=click.Choice(["payment", "supplier", "account"]))
@click.argument("number", type=click.IntRange(1))
@_WHY
@click.pass_obj
def undo(door: Door, /, kind: str, number: int, why: str) -> None:
    """Take a correction back, by its kind and id, which `tallystick categories corrections` lists."""
    door.open()
    from tallystick.categories import actions

    actions.undo_correction(kind=kind, decision_id=number, by=door.actor, at=door.now, why=why)
    click.echo("Undone.", err=True)
    follow_up(door, learn=False)


__all__ = ["categories"]
