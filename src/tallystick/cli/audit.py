"""The log: whether it holds, and taking it out."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from tallystick.cli.doorway import Door, show_json, show_table
from tallystick.cli.organisations import body_meant
from tallystick.kit.errors import Refused
from tallystick.kit.spreadsheets import defused

INSTALLATION = "-"
"""What stands for the log of the installation itself, which is no organisation's."""
_FIELDS = ("sequence", "at", "by", "person", "via", "what", "why", "kind", "key", "about", "before", "after")
_CHAINED = ("previous", "hash")


@click.group(invoke_without_command=True)
@click.pass_context
def audit(context: click.Context) -> None:
    """Check that nobody changed the log, and export it."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@audit.command("verify")
@click.option(
    "--expect", multiple=True, metavar="FILE|CHAIN=HASH",
    help="What an earlier check printed (its --json in a FILE, or a hash): it must still be in the chain.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_context
def verify(context: click.Context, expect: Sequence[str], as_json: bool) -> None:
    """Read every log from its first entry to its last. Exit status 1 if one was changed, cut, or added to from outside.

    Keep the last hashes somewhere else, and give them back with --expect: a log that somebody made anew from its
    beginning does not have them.
    """
    door: Door = context.obj
    door.open()
    from tallystick.councils import queries

    found = list(queries.verify_chains(expected=_expected(expect)))
    holds = all(one.fault is None for one in found)
    if as_json:
        chains = [
            {
                "chain": one.chain or INSTALLATION,
                "entries": one.entries,
                "last": one.last,
                "fault": None if one.fault is None else {"sequence": one.fault.sequence, "why": one.fault.say},
            }
            for one in found
        ]
        show_json({"holds": holds, "chains": chains})
    else:
        rows = [
            (one.chain or INSTALLATION, f"{one.entries:,}", "holds" if one.fault is None else one.fault.say, one.last)
            for one in found
        ]
        show_table("", ("Log of", "Entries", "Does it hold?", "Hash of the last entry"), rows, right=("Entries",))
        click.echo("Every log holds." if holds else "Not every log holds.", err=True)
    context.exit(0 if holds else 1)


@audit.command("export")
@click.option("--organisation", required=True, metavar="CODE-OR-NAME", help="Whose log; - for the installation's own.")
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
@click.pass_obj
def export(door: Door, organisation: str, kind: str, output: Path | None) -> None:
    """Write an organisation's log, newest entry first: CSV, or one JSON object a line.

    Confidential figures are left out, but for the operator, who gets what the hashes were made of.
    """
    door.open()
    from tallystick.contracts.queries.telling import shown
    from tallystick.councils import queries

    by = door.actor
    chain = "" if organisation == INSTALLATION else body_meant(organisation).code
    rows = queries.whole_log(chain=chain, by=by)
    out = output.open("w", encoding="utf-8", newline="") if output else sys.stdout
    try:
        writer = csv.writer(out)
        if kind == "csv":
            writer.writerow((*_FIELDS, *_CHAINED))
        for row in rows:
            said = {name: getattr(row, name) for name in (*_FIELDS, *_CHAINED)}
            said["at"] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
            if not by.everything:
                said |= {"before": shown(row.kind, row.before), "after": shown(row.kind, row.after)}
            if kind == "csv":
                writer.writerow([_cell(value) for value in said.values()])
            else:
                out.write(json.dumps({"chain": row.chain, **said}, ensure_ascii=False) + "\n")
    finally:
        if output:
            out.close()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    return defused(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True))


def _expected(given: Sequence[str]) -> dict[str, str]:
    """Hashes by chain. Raises Refused for what is neither a file of an earlier check nor CHAIN=HASH."""
    found: dict[str, str] = {}
    for one in given:
        chain, sign, kept = one.rpartition("=")
        if sign and not Path(one).exists():
            found["" if chain == INSTALLATION else chain] = kept.strip().lower()
            continue
        try:
            chains = json.loads(Path(one).read_text(encoding="utf-8"))["chains"]
            found |= {"" if each["chain"] == INSTALLATION else each["chain"]: each["last"] for each in chains}
        except (OSError, ValueError, KeyError, TypeError) as no:
            raise Refused(
                f"{one} is not what `tallystick audit verify --json` printed.", what_to_do="Or give CHAIN=HASH."
            ) from no
    return found
