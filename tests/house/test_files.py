"""What is true of every file of the house."""

import re

from tests.house import tree

LONGEST = 400
# Written in parts, so that this file does not hold what it forbids.
OPEN_WORK = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
REGISTRIES = re.compile(r"py" + r"pi\.|pythonhosted\.|npm" + r"js\.|yarn" + r"pkg\.|deb\.deb" + r"ian|/sim" + r"ple/")
MACHINES = re.compile(r"(?<![\w./-])/(?:wo" + r"rk|ro" + r"ot|o" + r"pt)/\w")


def test_no_module_is_too_long_to_hold_in_the_head() -> None:
    long = {
        tree.short(file): text.count("\n")
        for file, text in tree.tracked_text()
        # What Django writes from the models is read there.
        if file.suffix == ".py" and file.parent.name != "migrations" and text.count("\n") > LONGEST
    }
    assert long == {}


def test_open_work_is_an_issue_and_not_a_comment() -> None:
    assert _found(OPEN_WORK) == []


def test_no_file_names_a_registry() -> None:
    assert _found(REGISTRIES) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert _found(MACHINES) == []


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{tree.short(file)}:{number}: {line.strip()}"
        for file, text in tree.tracked_text()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
