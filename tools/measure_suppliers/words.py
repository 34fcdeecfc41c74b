"""Count how common each word of suppliers' names is, into reference/company_name_words.csv.

    python -m tools.measure_suppliers.words NAMES.txt

NAMES.txt has one distinct name a line. Only words that at least eight names in 100,000 have are kept: no surname
of a sole trader is among them, unless it is a common word too.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from tallystick.suppliers.rules.folding import plain, words

OUT = Path(__file__).parents[2] / "src/tallystick/reference/company_name_words.csv"
LEAST_PER_100_000 = 8.0


def main() -> None:
    names = sorted(
        {line.strip() for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()}
    )
    keys = sorted({re.sub(r"[^a-z0-9]", "", name.lower()): name for name in names}.values())
    count: Counter[str] = Counter()
    for name in keys:
        count.update(set(words(plain(name))))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["word", "per_100000"])
        for word, many in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            if (rate := many * 100_000 / len(keys)) >= LEAST_PER_100_000 and not word.isdigit():
                writer.writerow([word, f"{rate:.0f}"])


if __name__ == "__main__":
    main()
