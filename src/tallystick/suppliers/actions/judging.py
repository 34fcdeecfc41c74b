"""Say which names are one supplier and which are not."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import pairwise

from django.db.models import Q

from tallystick.councils.actions import Line
from tallystick.councils.rules.actors import Actor
from tallystick.intake.actions.keeping import (
    AlreadyDecided,
    check_may_decide,
    deciding,
    end,
    keep,
    keep_each,
    put_back,
    said,
    write_log,
)
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.suppliers import models, queries

MOST_PAIRS = 20_000
"""In one decision. A supplier with hundreds of spellings is split in parts."""


def judge_pair(*, unit_a: str, unit_b: str, verdict: str, by: Actor, at: datetime, why: str = "") -> str:
    """Says that two units are the ``same`` supplier, ``different`` ones, or that one is ``unsure``; gives the batch.

    The latest word stands: what was decided before to the contrary is superseded. Raises Refused for a verdict or a
    pair that makes no sense, and for two that are said to be different after both were said to be the same as a third;
    AlreadyDecided if exactly this is in force.
    """
    by = check_may_decide(by=by, at=at)
    if verdict not in dict(models.VERDICTS):
        raise Refused(f"“{verdict}” is not an answer.", what_to_do="Answer same, different or unsure.")
    return _judge([(unit_a, unit_b)], verdict, by=by, at=at, why=why)


def merge_suppliers(*, home: Home, supplier_ids: Sequence[str], by: Actor, at: datetime, why: str = "") -> str:
    """Says that all of these are one supplier; gives the batch.

    Raises Refused unless there are two or more, all known, and all of them suppliers.
    """
    by = check_may_decide(by=by, at=at)
    ids = list(dict.fromkeys(supplier_ids))
    if len(ids) < 2:
        raise Refused("Only one supplier was named.", what_to_do="Name two or more to merge.")
    resolution = queries.resolution(home)
    parts = [queries.units_of(resolution, supplier_id) for supplier_id in ids]
    for supplier_id in ids:
        kind = queries.kind_of(resolution, supplier_id)
        if kind != "supplier":
            raise Refused(
                f"{supplier_id} is not a supplier but {dict(models.KINDS)[kind]}.",
                what_to_do="If that is wrong, say first that it is a supplier.",
            )
    whole = [unit for part in parts for unit in part]
    # Every name, and not one of each supplier: a name may be like its own supplier's and unlike the merged one's.
    if len(whole) > MOST_PAIRS:
        raise Refused("Those suppliers have too many names between them.", what_to_do="Merge fewer at once.")
    pairs = [(whole[0], unit) for unit in whole[1:]]
    joined = sorted(queries.said_to_be_one_with(*whole))
    return _judge(pairs, "same", by=by, at=at, why=why, sides=(joined, joined))


def split_supplier(
    *, home: Home, supplier_id: str, units: Sequence[str], by: Actor, at: datetime, why: str = ""
) -> str:
    """Says that these units of a supplier are one supplier, and its other units are one other.

    Gives the batch. Raises Refused unless some, and not all, of the supplier's units are named.
    """
    by = check_may_decide(by=by, at=at)
    known = queries.units_of(queries.resolution(home), supplier_id)
    leaving = [unit for unit in known if unit in set(units)]
    staying = [unit for unit in known if unit not in set(units)]
    if len(leaving) != len(set(units)):
        raise Refused("Some of those names are not this supplier's now.", what_to_do="Look at its page again.")
    if not leaving or not staying:
        raise Refused(
            "A split needs some of the names, and not all of them.",
            what_to_do="Choose the names that are another supplier.",
        )
    if len(leaving) * len(staying) > MOST_PAIRS:
        raise Refused("That is too many names at once.", what_to_do="Choose fewer, and split again.")
    apart = [(one, other) for one in leaving for other in staying]
    batch = _batch()
    with deciding():
        _judge(apart, "different", by=by, at=at, why=why, batch=batch, sides=(leaving, staying))
        # Both sides are what the person saw and chose: neither falls apart, or is drawn apart, by the split.
        for side in (leaving, staying):
            with suppress(AlreadyDecided):
                _judge(list(pairwise(side)), "same", by=by, at=at, why=why, batch=batch, sides=(side, side))
    return batch


def undo_judgement(*, batch: str, by: Actor, at: datetime, why: str = "") -> None:
    """Takes back all that was decided in one go, and puts back what that had superseded. All stays in the record.

    Raises Refused if none of it is in force.
    """
    by = check_may_decide(by=by, at=at)
    with deciding():
        pairs = list(models.PairDecision.objects.filter(batch=batch, ended_at=None))
        if not batch or not pairs:
            raise Refused("That was undone already, or never decided.", what_to_do="There is nothing to undo.")
        for pair in pairs:
            end(pair, how="undone", by=by, at=at)
        put_back(pairs[0], by=by, at=at)
        write_log(
            what="undo_judgement",
            about=pairs[0].unit_a,
            decision=pairs[0],
            before={**said(pairs[0]), "pairs": len(pairs)},
            by=by,
            at=at,
            why=why,
        )


def _judge(
    pairs: Iterable[tuple[str, str]],
    verdict: str,
    *,
    by: Actor,
    at: datetime,
    why: str,
    batch: str = "",
    sides: tuple[Sequence[str], Sequence[str]] | None = None,
) -> str:
    """Keeps a verdict on each pair and ends what went against it between two sides: those of the pair if not given."""
    batch = batch or _batch()
    ordered = [(min(pair), max(pair)) for pair in pairs]
    for unit_a, unit_b in ordered:
        if not unit_a or unit_a == unit_b:
            raise Refused("Two different names are needed.", what_to_do="Choose the pair again from the list.")

    def one(unit_a: str, unit_b: str) -> Callable[[list[Line]], object]:
        return lambda lines: keep(
            models.PairDecision(unit_a=unit_a, unit_b=unit_b, verdict=verdict, batch=batch),
            instead_of={"unit_a": unit_a, "unit_b": unit_b},
            what=f"suppliers_{verdict}",
            about=unit_a,
            by=by,
            at=at,
            why=why,
            lines=lines,
        )

    with deciding():
        keep_each([one(*pair) for pair in ordered], by=by, at=at, why=why)
        if verdict == "same":
            joined = set(sides[0]) if sides else _said_to_be_one(ordered)
            _end_contrary("different", joined, joined, by=by, at=at)
        elif verdict == "different" and sides:
            _cut(*sides, by=by, at=at)
        elif verdict == "different":
            _check_not_joined(*ordered[0])
    return batch


def _said_to_be_one(pairs: Sequence[tuple[str, str]]) -> set[str]:
    """Everything that people have said is one with either side of these pairs."""
    return {unit for pair in pairs for unit in queries.said_to_be_one_with(*pair)}


def _check_not_joined(unit_a: str, unit_b: str) -> None:
    """Raises Refused if people said that both are the same as others: which word was wrong is theirs to say."""
    joined = queries.said_to_be_one_with(unit_a)
    if unit_b in joined:
        others = ", ".join(f"“{unit}”" for unit in sorted(joined - {unit_a, unit_b})[:3])
        raise Refused(
            f"It was said before that both are the same supplier as {others}.",
            what_to_do="Split the supplier on its page: there you choose which names stay together.",
        )


def _cut(leaving: Iterable[str], staying: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Ends whatever people said that would join the two sides, directly or by way of other names."""
    stay, reached, edge = set(staying), set(leaving), set(leaving)
    while edge:
        found = models.PairDecision.objects.filter(
            Q(unit_a__in=edge) | Q(unit_b__in=edge), verdict="same", ended_at=None
        )
        edge = set()
        for pair in found:
            for unit in {pair.unit_a, pair.unit_b} - reached:
                if unit in stay:
                    end(pair, how="superseded", by=by, at=at)
                else:
                    edge.add(unit)
        reached |= edge


def _end_contrary(verdict: str, one: Iterable[str], other: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Ends what says `verdict` of a unit of `one` and a unit of `other`: a later word has gone against it."""
    left, right = set(one), set(other)
    found = models.PairDecision.objects.filter(Q(unit_a__in=left) | Q(unit_a__in=right), verdict=verdict, ended_at=None)
    for pair in found:
        if (pair.unit_a in left and pair.unit_b in right) or (pair.unit_a in right and pair.unit_b in left):
            end(pair, how="superseded", by=by, at=at)


def _batch() -> str:
    return secrets.token_hex(8)


__all__ = ["AlreadyDecided", "judge_pair", "merge_suppliers", "split_supplier", "undo_judgement"]
