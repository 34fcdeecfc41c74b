"""Two people at one form: nobody is overwritten unseen, and what was typed is not lost."""

from tallystick.web.contract_forms import Box
from tallystick.web.governing_forms import Typed


def tell_now(typed: Typed, now: Typed) -> bool:
    """Says beside each box of a form what is kept now where that is something else; whether there is such a box.

    now: the same form as it would be shown first.
    """
    kept = {box.name: box for box in now.boxes}
    both = [(box, kept[box.name]) for box in typed.boxes if box.name in kept]
    differs = {mine.name: _told(theirs) for mine, theirs in both if _said(mine) != _said(theirs)}
    typed.wrong(differs)
    return bool(differs)


def _told(now: Box) -> str:
    says = dict(now.options).get(now.text) or " ".join(part for part in now.parts.values() if part)
    return (
        f"“{now.label}” is {f'“{says}”' if says else 'empty'} now: somebody else saved this while you had it open. "
        "Save again to put what stands here in its place."
    )


def _said(box: Box) -> dict[str, str]:
    return {part: " ".join(text.split()) for part, text in box.parts.items()}
