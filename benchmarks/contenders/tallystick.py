"""What `tallystick load` does: read, reconcile, keep raw bytes, write tidy Parquet, build and check the pages' tables.

Every file is said to stand, so that files copied to make more rows count and are not held as repeats.
"""

import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tallystick.lake.build import current
from tallystick.lake.decisions import Decisions, StandingDecision
from tallystick.lake.loading import load
from tallystick.lake.store.home import Home

if __name__ == "__main__":
    files = [Path(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    home = Home(Path(sys.argv[2]))
    copied = "published-" in str(files[0])
    said = tuple(StandingDecision(hashlib.sha256(f.read_bytes()).hexdigest(), True) for f in files) if copied else ()
    load(home, files, Decisions(standings=said), organisation=None, now=datetime.now(UTC))
    build = current(home)
    assert build is not None
    print(json.dumps({"rows": build.payments}))
