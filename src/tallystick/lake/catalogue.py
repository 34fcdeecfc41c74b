"""The files that the current build was made from."""

import json

import duckdb

from tallystick.lake.build import Entry, current
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def entries_of(home: Home) -> list[Entry]:
    """Every file in the build in use, in order of loading; none before the first."""
    manifest = current(home)
    if manifest is None:
        return []
    tidy = {f.sha256: f.tidy for f in manifest.files}
    with duckdb.connect(str(home.builds / manifest.id / "lake.duckdb"), read_only=True) as lake:
        rows = lake.execute("select sha256, file, loaded_at, reading from files order by loaded_at").fetchall()
    entries = []
    for sha256, file, loaded_at, text in rows:
        reading = FileReading.from_json(json.loads(text))
        said = reading.organisation
        entries.append(Entry(sha256, file, str(loaded_at), reading.outcome, tidy[sha256], said["code"], said["name"], reading))
    return entries
