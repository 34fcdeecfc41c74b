"""Make a new build beside the old one, check it, and put it in use."""

import os
import secrets
import shutil
from collections.abc import Callable, Sequence

import polars as pl

from tallystick.lake.build.checks import check
from tallystick.lake.build.entries import Entry
from tallystick.lake.build.lake_file import LakeFile
from tallystick.lake.build.manifest import BuiltFile, Manifest, current_id, make_current
from tallystick.lake.build.standing import Standing, standings
from tallystick.lake.decisions import StandingDecision
from tallystick.lake.store.home import Home

MEMORY_LIMIT = "600MB"
"""What DuckDB may use for a build; it writes to disk beyond that. TALLYSTICK_BUILD_MEMORY overrides it."""

UNFINISHED = ".part"


def assemble(
    home: Home,
    entries: Sequence[Entry],
    decisions: Sequence[StandingDecision],
    *,
    made_at: str,
    progress: Callable[[str], None] | None = None,
    memory_limit: str | None = None,
) -> Manifest:
    """Build from every entry, check that it agrees with their readings to the penny, and put it in use.

    Call it holding `writing(home)`. Nothing changes for readers until the last step, so a process that is killed at any
    point leaves the build before in use; what it left behind is cleared away here next time. The build before is kept
    until the next. Raises `BuildFailed` if the tables and the readings differ, and then puts nothing in use.
    """
    say = progress or (lambda step: None)
    home.create()
    previous = current_id(home)
    _clear(home, keep={previous})
    say("Finding files that repeat others")
    verdicts = standings(entries, decisions, lambda entry: fingerprints(home, entry))
    build = _new_id(made_at)
    folder = home.builds / (build + UNFINISHED)
    folder.mkdir(parents=True)
    limit = memory_limit or os.environ.get("TALLYSTICK_BUILD_MEMORY") or MEMORY_LIMIT
    built = _built_files(entries, verdicts)
    with LakeFile(folder, limit) as lake:
        lake.fill(home, entries, verdicts, built, say)
        say("Checking that every figure adds up")
        tables = check(lake, entries, built)
    standing = [file for file in built if file.standing]
    manifest = Manifest(
        id=build,
        made_at=made_at,
        previous=previous,
        payments=sum(file.payments for file in standing),
        amount_pence=sum(file.amount_pence for file in standing),
        tables=tables,
        held={sha256: verdict.held for sha256, verdict in verdicts.items() if verdict.held},
        decided={decision.sha256: decision.stands for decision in decisions},
        files=built,
    )
    manifest.write(folder)
    os.replace(folder, home.builds / build)
    make_current(home, build)
    _clear(home, keep={previous, build})
    return manifest


def fingerprints(home: Home, entry: Entry) -> pl.Series:
    """The fingerprints of a file's tidy payments."""
    return pl.read_parquet(home.root / str(entry.tidy) / "payments.parquet", columns=["fingerprint"]).to_series()


def _built_files(entries: Sequence[Entry], verdicts: dict[str, Standing]) -> tuple[BuiltFile, ...]:
    """Every file, numbered in order of loading."""
    in_order = sorted(entries, key=lambda entry: (entry.loaded_at, entry.sha256))
    return tuple(
        BuiltFile(
            number,
            entry.sha256,
            entry.file,
            entry.tidy,
            verdicts[entry.sha256].stands,
            entry.payments,
            entry.amount_pence,
        )
        for number, entry in enumerate(in_order)
    )


def _new_id(made_at: str) -> str:
    """A name for a folder that no build has had: readers know by it that another build has taken over."""
    return f"{''.join(letter for letter in made_at if letter.isalnum())}-{secrets.token_hex(4)}"


def _clear(home: Home, keep: set[str | None]) -> None:
    """Remove every build but those kept. Best effort: some systems will not delete a file that a reader has open, and
    what stays is removed another time."""
    for path in home.builds.iterdir():
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
