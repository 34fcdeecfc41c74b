"""The section that holds what was loaded against other people's tidied versions."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tallystick.kit.money import pounds_for_people as pounds
from tools.real_files.explained import Explanations
from tools.real_files.loaded import Run
from tools.real_files.markdown import table
from tools.real_files.tidied import WITHIN, Pair, compare

if TYPE_CHECKING:
    from tools.real_files.report import Setting


_HEADS = ("body", "tidied", "raw", "compared", "within 0.1%", "their rows", "ours", "their absolute sum", "ours")


def section(run: Run, explained: Explanations, setting: "Setting") -> str:
    root = setting.root
    bodies = sorted({p.parent.name for p in [*root.glob("*/clean"), *root.glob("*/processed")]})
    summary: list[list[object]] = []
    exceptions: list[list[object]] = []
    parts: list[list[object]] = []
    apart: list[list[object]] = []
    every: list[Pair] = []
    for body in bodies:
        elsewhere = setting.elsewhere.get(body, [])
        pairs, alone = compare(run, root, body, elsewhere)
        every += pairs
        raw = run.of([body, *elsewhere])
        summary.append([body, len(pairs) + len(alone), len(raw), *_sums(pairs)])
        if alone or not pairs:
            apart.append([body, len(alone), explained.say("not compared", body, len(alone))])
        exceptions += [_exception(p, explained) for p in pairs if not p.alike]
        parts += [row for p in pairs for row in _unlike(p, explained)]
    return f"""## Beside other people's tidied months

`clean/` and `processed/` are other people's versions of the same files, with dates and columns made uniform. They are
not the truth: most have lost every minus sign and bracket, so rows and absolute sums are compared. A tidied file and
its raw file are paired by the payments in them, because their names do not always agree; lines that were left above
their headings are not counted. Held files are compared like any other.

{table(_HEADS, summary)}

Tidied files that are not compared:

{table(("body", "files", "why"), apart)}

{_processed(root)}

Raw files of bodies that are not in this table have no tidied version to compare with.

### Differences over 0.1%

{table(("tidied", "raw", "their rows", "ours", "", "their absolute sum", "ours", "", "cause"), exceptions)}

### Signs

{_signs(every)}

### Dates and payees

Whether every payment has a fellow in the tidied file with the same amount and date, and one with the same amount and
payee (small letters and digits only). Files where more than 0.1% of payments do not:

{table(("tidied", "what", "payments", "without a fellow", "cause"), parts)}"""


def _sums(pairs: Sequence[Pair]) -> list[object]:
    rows, ours = sum(p.tidied.rows for p in pairs), sum(len(p.ours) for p in pairs)
    theirs, our_pence = sum(p.tidied.pence for p in pairs), sum(p.our_pence for p in pairs)
    return [len(pairs), sum(p.alike for p in pairs), rows, ours, pounds(theirs), pounds(our_pence)]


def _exception(pair: Pair, explained: Explanations) -> list[object]:
    said = explained.say("compare", pair.tidied.name, pair.tidied.pence - pair.our_pence)
    return [
        f"`{pair.tidied.name}`", f"`{pair.file.name}`", pair.tidied.rows, len(pair.ours), f"{pair.rows_off:+.2%}",
        pounds(pair.tidied.pence), pounds(pair.our_pence), f"{pair.pence_off:+.2%}", said,
    ]  # fmt: skip


def _unlike(pair: Pair, explained: Explanations) -> list[list[object]]:
    found: list[list[object]] = []
    dated = pair.file.paid["date"].null_count() < len(pair.ours)
    for what, parts in (("date", (0, 1)), ("payee", (1, 2))):
        if what == "date" and not dated:
            continue
        unlike = pair.unlike(*parts)
        if unlike > WITHIN * len(pair.ours):
            found.append(
                [f"`{pair.tidied.name}`", what, len(pair.ours), unlike, explained.say(what, pair.tidied.name, unlike)]
            )
    return found


def _signs(pairs: Sequence[Pair]) -> str:
    ours = [p for p in pairs if p.our_negative]
    lost = [p for p in ours if p.tidied.negative == 0]
    kept = [p for p in ours if p.tidied.negative == p.our_negative]
    some = len(ours) - len(lost) - len(kept)
    credits, over = sum(p.our_negative for p in lost), sum(p.our_pence - p.file.pence for p in lost)
    return (
        f"Of {len(pairs):,} files compared, {len(ours):,} have credits. Theirs have lost the sign of all of them in\n"
        f"{len(lost):,} ({credits:,} credits, which overstates what was paid by {pounds(over)}),\n"
        f"have kept it in {len(kept):,}, and differ in {some:,}."
    )


def _processed(root: Path) -> str:
    said = []
    for path in sorted(root.glob("*/processed/*")):
        known = ""
        if path.suffix == ".json":
            known = f": {json.loads(path.read_text(encoding='utf-8'))['meta']['record_count']:,} records"
        said.append(f"* `{path.relative_to(root).as_posix()}`{known}. There is no raw file of it to compare with.")
    return "\n".join(said)
