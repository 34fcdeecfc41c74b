"""What somebody who reads an appraisal should be told besides. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from tallystick.decisions.rules.appraisal import Appraised, Case
from tallystick.decisions.rules.appraisal_criteria import Weighed

_ASKED = {
    "business_as_usual": "going on as now",
    "do_minimum": "doing the least that has to be done",
}


def remarks(said: Mapping[str, Any], case: Case, weighed: Weighed) -> Iterator[tuple[str, str]]:
    """Sentences, each with its mark."""
    for key, what in _ASKED.items():
        if said.get(key) is None:
            yield f"No option is said to be {what}: appraisals are asked to have one.", "G"
    if len(case.options) == 1:
        yield "There is one option: nothing is compared.", "V"
    for name in weighed.outside:
        yield f"The weight of {name} is outside its own range: robustness does not count the chosen weights.", "V"
    if weighed.range_unit and any(one.weight != 1 for one in case.criteria):
        unit = "shares of one" if weighed.range_unit == "share" else "figures on the weights' own scale"
        yield f"Ranges were read as {unit}.", "I"
    for one in case.criteria:
        scores = {case.cells[option, one.name].score for option in case.options}
        if len(scores) == 1 and len(case.options) > 1:
            yield f"All options score the same for {one.name}: it decides nothing.", "V"


def unlike_most_weights(found: Appraised) -> Iterator[tuple[str, str]]:
    """Says where the weights that were chosen put first what most plausible weights do not."""
    firsts = {option: ranks[0] for option, ranks in found.shares.ranks.items()}
    best = max(firsts, key=lambda option: (firsts[option], option), default="")
    leaders = [one.option for one in found.ranking if one.rank == 1]
    against = sum(firsts[one] for one in leaders)
    if not leaders or best in leaders or firsts[best] <= against + 2 * found.shares.error:
        return
    told = (
        f"The chosen weights put {' and '.join(leaders)} first. Over all plausible weights {best} is first more often: "
        f"{firsts[best]:.0%} against {against:.0%}. What speaks for these weights should be on record."
    )
    yield told, "V"
