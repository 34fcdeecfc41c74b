"""The files that the current build was made from."""

import json
from typing import Any

import duckdb

from tallystick.lake.build import Entry, Manifest, current
from tallystick.lake.build.manifest import TABLES_VERSION
from tallystick.lake.reading import FileReading
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home

_FILES = "SELECT sha256, file, loaded_at, reading FROM files ORDER BY loaded_at"


def entries_of(home: Home) -> list[Entry]:
    """Every file in the build in use, in order of loading; none before the first."""
    manifest = current(home)
    if manifest is None:
        return []
    tidy = {f.sha256: f.tidy for f in manifest.files}
    entries = []
    for sha256, file, loaded_at, text in _files(home, manifest):
        reading = FileReading.from_json(json.loads(text))
        said = reading.organisation
        entries.append(
            Entry(sha256, file, str(loaded_at), reading.outcome, tidy[sha256], said["code"], said["name"], reading)
        )
    return entries


def _files(home: Home, manifest: Manifest) -> list[tuple[Any, ...]]:
    if manifest.tables_version == TABLES_VERSION:
        # As look-ups do: a process that has a build open, as the site has, cannot open it again in another way.
        return reader(home).rows(_FILES)
    with duckdb.connect(str(home.builds / manifest.id / "lake.duckdb"), read_only=True) as lake:
        return lake.execute(_FILES).fetchall()
