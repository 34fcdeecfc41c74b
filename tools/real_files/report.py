"""The report in Markdown: figures from the run, explanations from explained.toml."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tallystick.kit.money import pounds_for_people as pounds
from tools.real_files import assumed, comparison, doubtful
from tools.real_files.explained import Explanations
from tools.real_files.loaded import Run
from tools.real_files.markdown import cell_shown, table
from tools.real_files.recount import recount


@dataclass(frozen=True)
class Setting:
    """made_on: in words. machine: cores and memory, in words. root: the data folder. elsewhere: see `comparison`."""

    made_on: str
    machine: str
    root: Path
    elsewhere: dict[str, list[str]]


Section = Callable[[Run, Explanations, Setting], str]


def report(run: Run, explained: Explanations, setting: Setting) -> str:
    sections: tuple[Section, ...] = (
        _opening, _bodies, _refused, _quarantine, _held, comparison.section, doubtful.section, assumed.section,
    )  # fmt: skip
    return "\n\n".join(section(run, explained, setting).strip() for section in sections) + "\n"


def _opening(run: Run, explained: Explanations, setting: Setting) -> str:
    outcomes = Counter(f.reading.outcome for f in run.files)
    payments, pence = sum(f.payments for f in run.files), sum(f.pence for f in run.files)
    held = [f for f in run.files if f.read and f.reading.held]
    out = sum(sum(f.quarantined.values()) for f in run.files)
    rows = sum(f.count("rows_read") for f in run.files)
    return f"""# Real files

What became of every raw file in a collection of real published spend: councils, a fire authority, departments of state,
NHS bodies. Nobody's files were changed to suit, and no body was treated specially.

{len(run.files):,} files: {", ".join(f"{n:,} {o}" for o, n in sorted(outcomes.items()))}. {rows:,} records read:
**{payments:,} payments, {pounds(pence)}**; {out:,} rows ({out / max(1, rows):.2%}) in quarantine.
{len(held)} files, with {sum(f.payments for f in held):,} of those payments, are held as repeats; the build in use has
the other {run.status["payments"]:,}, as `tallystick status` says.

Made on {setting.made_on} on {setting.machine}; loading, with working out
suppliers and categories, took {run.seconds:.0f} seconds, its largest process {run.peak_mib:,} MiB.
To make it again:

    python -m tools.real_files PATH/spend

`PATH/spend` has a folder for each body, with `raw/` and perhaps `clean/` or `processed/` in it. Figures come from that
run. Explanations are people's, kept in `tools/real_files/explained.toml` with the count that each was written for; a
finding without one is marked “Not explained”, a fault of Tallystick's own “Ours, and wrong”. Suppliers and people are
not named here.

{_balance(run)}

{_counted_again(run)}"""


def _balance(run: Run) -> str:
    tables = [(f, t) for f in run.files if f.read for t in f.reading.tables]
    wrong = []
    for file, t in tables:
        rows = t.payments + sum(t.quarantined.values()) + t.furniture + t.blank
        pence = t.pence_payments + t.pence_quarantined + t.pence_furniture
        if rows != t.rows_read or pence != t.pence_read:
            read = f"{t.rows_read:,} rows and {t.pence_read:,} pence"
            wrong.append(f"* `{file.name}`: {read} read, {rows:,} and {pence:,} accounted for.")
    if wrong:
        return "\n".join(["**These do not add up:**", "", *wrong])
    return (
        f"**Everything adds up:** in each of {len(tables):,} tables, records read are payments, quarantine, furniture\n"
        "and blanks together, and the money likewise, to the penny."
    )


def _counted_again(run: Run) -> str:
    counted = [c for f in run.files if (c := recount(f))]
    agree, others = sum(c.agrees for c in counted), sum(f.read for f in run.files) - len(counted)
    said = (
        f"{len(counted):,} delimited files were counted a second time with nothing but Python's csv module: their\n"
        f"records, and the sum of the column of amounts, agree to the row and the penny in {agree:,} of them. The\n"
        f"other {others:,} files (workbooks, and files of several tables) were not counted twice."
    )
    for c in counted:
        if not c.agrees:
            loaded = f"loaded as {c.rows_loaded:,} and {pounds(c.pence_loaded)}"
            said += f"\n* `{c.file.name}`: {c.rows:,} rows and {pounds(c.pence)}, {loaded}."
    return said


def _bodies(run: Run, explained: Explanations, setting: Setting) -> str:
    rows = []
    for body, files in run.by_body.items():
        outcome = Counter(f.reading.outcome for f in files)
        quarantined: Counter[str] = Counter()
        for file in files:
            quarantined.update(file.quarantined)
        rows.append([
            body, len(files), outcome["loaded"], outcome["partly"], outcome["refused"], outcome["unchanged"],
            sum(bool(f.read and f.reading.held) for f in files), sum(f.count("rows_read") for f in files),
            sum(f.payments for f in files), pounds(sum(f.pence for f in files)),
            "; ".join(f"{n:,} {reason}" for reason, n in quarantined.most_common()),
            sum(f.count("furniture") for f in files), sum(f.count("blank") for f in files),
        ])  # fmt: skip
    heads = ["body", "files", "loaded", "partly", "refused", "unchanged", "held", "rows read", "payments", "amount"]
    heads += ["quarantine", "furniture", "blank"]
    same = [f"* `{f.name}` has the same bytes as `{f.of}`." for f in run.files if f.of]
    return f"""## Each body

Held files are among those loaded, and their payments are in this table. Amounts are net of credits. Rows of refused
files are not counted.

{table(heads, rows)}

Unchanged files were loaded once, under another name:

{chr(10).join(same) or "* None."}

### Who published them

Told from content unless it says otherwise; `path` is the file's own name or a folder's.

{table(("body", "recognised as", "how", "files", ""), _publishers(run, explained))}"""


def _publishers(run: Run, explained: Explanations) -> list[list[object]]:
    rows: list[list[object]] = []
    for body, files in run.by_body.items():
        read = [f for f in files if f.read]
        found = Counter((f.reading.organisation["name"], f.reading.organisation["how"]) for f in read)
        names = Counter(name for f in read if (name := f.reading.organisation["name"]))
        for (name, how), n in found.most_common():
            odd = name is None or (len(names) > 1 and name != names.most_common(1)[0][0])
            said = explained.say("publisher", f"{body}: {name or 'not known'}", n) if odd else ""
            rows.append([body, name or "not known", how if name else "", n, said])
    return rows


def _refused(run: Run, explained: Explanations, setting: Setting) -> str:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in run.files:
        if file.reading.outcome in ("refused", "partly") or (file.of and file.reading.reason):
            groups[(str(file.reading.reason), explained.say("refused", file.name))].append(file.name)
    rows = [
        [_files_shown(names), len(names), reason, said]
        for (reason, said), names in sorted(groups.items(), key=lambda g: -len(g[1]))
    ]
    return f"""## Refused

{sum(len(g) for g in groups.values())} files, each opened to see whether the reason is true.

{table(("files", "how many", "the reason given", "seen on opening"), rows)}"""


def _files_shown(names: Sequence[str]) -> str:
    if len(names) <= 4:
        return "<br>".join(f"`{n}`" for n in names)
    folders = Counter(n.rsplit("/", 1)[0] for n in names)
    return "<br>".join(f"`{folder}/` ({n})" for folder, n in folders.most_common())


def _quarantine(run: Run, explained: Explanations, setting: Setting) -> str:
    groups: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in run.files:
        if file.quarantined:
            for row in file.kept_out.rows(named=True):
                groups[(file.body, row["reason"])].append(row)
                files[(file.body, row["reason"])].add(file.name)
    rows = [
        [
            body,
            reason,
            len(found),
            len(files[body, reason]),
            cell_shown(found[0]),
            _money(found),
            explained.say("quarantine", f"{body}: {reason}", len(found)),
        ]
        for (body, reason), found in sorted(groups.items())
    ]
    return f"""## Quarantine

The example is the first such cell. The money is what could be read of those rows.

{table(("body", "reason", "rows", "files", "for example", "amount", "is it truly unreadable?"), rows)}"""


def _money(found: Iterable[dict[str, object]]) -> str:
    known = [p for row in found if isinstance(p := row["amount_pence"], int)]
    return pounds(sum(known)) if known else "not known"


def _held(run: Run, explained: Explanations, setting: Setting) -> str:
    rows = []
    for file in run.files:
        if file.read and (held := file.reading.held):
            said = explained.say("held", file.name, held["rows"])
            rows.append(
                [
                    f"`{file.name}`",
                    held["file"],
                    file.payments,
                    held["rows"],
                    f"{held['share']:.0%}",
                    pounds(file.pence),
                    said,
                ]
            )
    return f"""## Held

In no total until a person says which stands.

{table(("file", "mostly repeats", "payments", "repeated", "share", "amount", "is it a repeat?"), rows)}"""
