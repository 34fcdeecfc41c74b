"""Words of a report for whoever may not read what of them is exempt."""

from tallystick.decisions.rules.words_exempt import WITHHELD, holds_exempt, without_exempt


def test_what_is_marked_says_that_it_is_kept_out_and_all_else_stands() -> None:
    out = {"text": WITHHELD, "exempt": True}
    said = {
        "summary": "Plain", "legal": {"text": "It is £9", "exempt": True, "note": "by Ann"},
        "risk": ["One", {"text": "Two", "exempt": "yes"}, {"text": "Three", "exempt": False}],
        "about": {"exempt_figures": ["sharing.pence.Cole"], "facts": {"Wards": "all"}}, "odd": 5,
    }  # fmt: skip
    before = repr(said)
    assert without_exempt(said) == {
        **said, "legal": out, "risk": ["One", out, {"text": "Three", "exempt": False}],
    }  # fmt: skip
    assert repr(said) == before
    assert "£9" not in repr(without_exempt(said))
    assert holds_exempt(said) is holds_exempt(without_exempt(said)) is True
    assert holds_exempt({**said, "legal": "Nothing", "risk": [{"text": "Two", "exempt": False}]}) is False
