"""The folder that holds one installation's data."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Home:
    """
    raw/ab/abcd…          published bytes, named by their SHA-256
    tidy/<sha256>/<key>/  payments.parquet, quarantine.parquet, furniture.parquet, reading.json
    builds/<id>/          lake.duckdb and manifest.json
    current               the id of the build in use, replaced whole
    maps/<id>/            maps.duckdb and manifest.json: who is paid and what for, of one build
    maps-current          the id of the maps in use, replaced whole
    record.sqlite3        what people decided
    documents/ab/abcd…    documents of contracts, named by their SHA-256
    """

    root: Path

    @classmethod
    def find(cls, given: str | os.PathLike[str] | None = None) -> "Home":
        """The folder given, else TALLYSTICK_HOME, else the platform's place for application data."""
        chosen = given or os.environ.get("TALLYSTICK_HOME") or platformdirs.user_data_dir("tallystick", appauthor=False)
        return cls(Path(chosen).expanduser().resolve())

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def tidy(self) -> Path:
        return self.root / "tidy"

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def maps(self) -> Path:
        return self.root / "maps"

    @property
    def maps_current(self) -> Path:
        return self.root / "maps-current"

    @property
    def record(self) -> Path:
        return self.root / "record.sqlite3"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def jobs(self) -> Path:
        return self.root / "jobs"

    @property
    def lock(self) -> Path:
        return self.root / "writing.lock"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    def document_file(self, sha256: str) -> Path:
        return self.documents / sha256[:2] / sha256

    def raw_file(self, sha256: str) -> Path:
        return self.raw / sha256[:2] / sha256

    def create(self) -> None:
        for folder in (self.raw, self.tidy, self.builds, self.uploads, self.jobs):
            folder.mkdir(parents=True, exist_ok=True)
