"""Who is really being paid, by several ways, on the same names: time, memory, and agreement with published numbers.

    python -m benchmarks.suppliers LABELLED.tsv NAMES.txt [--splink PYTHON]

LABELLED.tsv has company_number and name; scores are on the half of its companies that nothing was learnt from.
NAMES.txt has a name a line (`benchmarks.supplier_names` makes them). PYTHON is that of an environment in which
Splink 5 is installed.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from tools.measure_suppliers.labelled import labelled, scores

WAYS = ("tallystick", "suffix", "token_sort", "tfidf", "splink")
_SUFFIX = re.compile(r"\b(?:ltd|limited|plc|llp|inc|cic|co|company|uk|the)\b")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _SUFFIX.sub(" ", name.lower().replace("&", " and "))).split())


def tallystick(names: list[str]) -> list[list[int]]:
    import polars as pl

    from tallystick.suppliers.resolving import resolve

    found = resolve(pl.DataFrame({"unit": names, "name": names}))
    number = {name: at for at, name in enumerate(names)}
    groups = found.rows.group_by("supplier_id").agg("unit")["unit"].to_list()
    return [[number[name] for name in group] for group in groups]


def suffix(names: list[str]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        groups[_plain(name)].append(at)
    return list(groups.values())


def token_sort(names: list[str]) -> list[list[int]]:
    import numpy as np
    from rapidfuzz import fuzz, process

    plain = [_plain(name) for name in names]
    pairs = []
    for at in range(0, len(plain), 2_000):
        alike = process.cdist(plain[at : at + 2_000], plain, scorer=fuzz.token_sort_ratio, score_cutoff=85, workers=2)
        pairs.append(np.argwhere(alike) + np.array([at, 0]))
    both = np.concatenate(pairs)
    return _joined(len(names), both[:, 0], both[:, 1])


def tfidf(names: list[str]) -> list[list[int]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit_transform(map(_plain, names))
    found = sp_matmul_topn(rows, rows.T.tocsr(), top_n=10, threshold=0.85, n_threads=2).tocoo()
    return _joined(len(names), found.row, found.col)


def splink(names: list[str]) -> list[list[int]]:
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    plain = [_plain(name) or name for name in names]
    frame = pd.DataFrame(
        {
            "unique_id": range(len(names)),
            "name": plain,
            "first": [name.split()[0] for name in plain],
            "last": [name.split()[-1] for name in plain],
            "start": [name.replace(" ", "")[:5] for name in plain],
        }
    )
    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.88]),
            cl.ExactMatch("first"),
            cl.ExactMatch("last"),
        ],
        blocking_rules_to_generate_predictions=[block_on("start"), block_on("first", "last")],
        max_iterations=10,
    )
    linker = Linker(
        api.register(frame) if hasattr(api, "register") else frame,
        settings,
        *([] if hasattr(api, "register") else [api]),
    )
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("start"))
    found = linker.inference.predict(threshold_match_probability=0.9).as_pandas_dataframe()
    return _joined(len(names), found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy())


def _joined(count: int, left: object, right: object) -> list[list[int]]:
    parent = list(range(count))

    def top(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in zip(left, right, strict=True):  # type: ignore[call-overload]
        parent[top(int(a))] = top(int(b))
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(count):
        groups[top(at)].append(at)
    return list(groups.values())


def _one(way: str, names_file: Path, out: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    names = names_file.read_text(encoding="utf-8").split("\n")[:-1]
    start = time.perf_counter()
    groups = globals()[way](names)
    told = {
        "seconds": time.perf_counter() - start,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "groups": groups,
    }
    out.write_text(json.dumps(told), encoding="utf-8")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("labelled", type=Path)
    asked.add_argument("names", type=Path)
    asked.add_argument("--splink", metavar="PYTHON")
    asked.add_argument("--way", choices=WAYS)
    asked.add_argument("--only", nargs="*", default=WAYS, choices=WAYS)
    asked.add_argument("--out", type=Path, default=Path("suppliers-benchmark"))
    given = asked.parse_args()
    given.out.mkdir(exist_ok=True)
    if given.way:
        _one(given.way, given.names, given.out / f"{given.way}.json")
        return
    truth = labelled(given.labelled, 1)
    files = {"labelled": given.out / "labelled.txt", "many": given.names}
    files["labelled"].write_text("\n".join(truth.names) + "\n", encoding="utf-8")
    print(f"{'way':12} {'F1':>6} {'prec.':>6} {'recall':>6} {'names':>8} {'seconds':>8} {'MiB':>6}")
    for way in given.only:
        python = given.splink if way == "splink" else sys.executable
        if python is None:
            continue
        told = {}
        for what, file in files.items():
            ran = [
                python,
                "-m",
                "benchmarks.suppliers",
                str(given.labelled),
                str(file),
                "--way",
                way,
                "--out",
                str(given.out),
            ]
            subprocess.run(ran, check=True, stdout=subprocess.DEVNULL)
            told[what] = json.loads((given.out / f"{way}.json").read_text(encoding="utf-8"))
        supplier = {truth.names[at]: str(n) for n, its in enumerate(told["labelled"]["groups"]) for at in its}
        its = scores(truth.pairs, supplier, {})
        many = told["many"]
        count = sum(map(len, many["groups"]))
        print(
            f"{way:12} {its.f1:6.3f} {its.precision:6.3f} {its.recall:6.3f} {count:8,}"
            f" {many['seconds']:8.1f} {many['mib']:6.0f}"
        )


if __name__ == "__main__":
    main()
