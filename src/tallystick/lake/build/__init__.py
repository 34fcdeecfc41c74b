"""A new build beside the old one, checked, swapped whole.

Owns: which files count, the DuckDB file that pages read, and the manifest that names every file behind it. Reads: tidy
payments and people's decisions about standing. Offers: `Entry`, `Manifest`, `assemble`, `current`, `writing`.
"""

from tallystick.lake.build.assemble import assemble
from tallystick.lake.build.entries import Entry
from tallystick.lake.build.manifest import BuildFailed, Manifest, current
from tallystick.lake.build.writing import writing

__all__ = ["BuildFailed", "Entry", "Manifest", "assemble", "current", "writing"]
