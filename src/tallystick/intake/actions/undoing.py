"""Take a decision back."""

from datetime import datetime

from tallystick.councils.rules.actors import Actor
from tallystick.intake import queries
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, deciding, end, said, subject, write_log
from tallystick.kit.errors import Refused
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def undo_decision(
    *, home: Home, kind: str, decision_id: int, by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """Ends a decision that is in force, so that reading is as if it had not been made. It stays in the record.

    kind: a key of `queries.KINDS`. Raises Refused if there is no such decision, or it was ended already.
    """
    by = check_may_decide(by=by, at=at)

    def end_it() -> None:
        model = queries.KINDS.get(kind)
        with deciding():
            decision = model.objects.filter(pk=decision_id).first() if model else None
            if decision is None:
                raise Refused(
                    "There is no such decision.", what_to_do="Go back to the file and choose one listed there."
                )
            if decision.ended_at is not None:
                raise Refused(
                    f"That decision was {decision.ended_how} already.", what_to_do="There is nothing to undo."
                )
            end(decision, how="undone", by=by, at=at)
            write_log(
                what="undo_decision",
                about=subject(decision),
                decision=decision,
                before=said(decision),
                by=by,
                at=at,
                why=why,
            )

    return decided(home=home, at=at, keep=end_it)
