"""`python -m tools.measure_categories --trafford FILE --home HOME`: print the figures as Markdown."""

import argparse
import sys
from pathlib import Path

from tallystick.categories import training
from tallystick.lake.store.home import Home
from tools.measure_categories import bodies, trafford


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tools.measure_categories", description=__doc__)
    asked.add_argument(
        "--trafford", type=Path, help="a CSV of supplier, purpose, organisational_unit and ProClass label"
    )
    asked.add_argument("--home", type=Path, help="a home with the files of the labelled bodies loaded")
    asked.add_argument("--model", type=Path, help="a folder with a model; made and kept there if it has none")
    given = asked.parse_args()
    model = _model(given.model)
    print(f"Model of {model.made_from:,} examples: {model.scores}\n")
    if given.trafford:
        print("\n".join(["## Trafford", "", *trafford.report(trafford.read(given.trafford), model), ""]))
    if given.home:
        print("\n".join(["## Three bodies", "", *bodies.report(bodies.read(Home(given.home)), model)]))


def _model(folder: Path | None) -> training.Model:
    if folder and (folder / "model.json").exists():
        return training.load(folder)
    print("Training.", file=sys.stderr)
    model = training.train()
    if folder:
        training.save(model, folder)
    return model


if __name__ == "__main__":
    main()
