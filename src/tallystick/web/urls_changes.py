"""Addresses of changes and of what the law allows. They stand before those that show rows of any kind."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import contract_change_steps as steps
from tallystick.web.views import contract_changes, contract_law, headroom

_OF = "contracts/<line:number>/"
_CHANGE = f"{_OF}changes/<line:row>/"
_ROW = f"{_OF}change/<line:row>/"
"""Where rows of any kind are added, changed and removed: of changes by pages of their own."""

urlpatterns = [
    path("headroom/", headroom.headroom, name="headroom"),
    path("headroom.csv", headroom.headroom_csv, name="headroom-csv"),
    path(_OF + "changes/", contract_changes.tab, name="contract-changes"),
    path(_OF + "law/", contract_law.law, name="contract-law"),
    path(_OF + "change/add/", steps.propose, name="change-propose"),
    path(_CHANGE, contract_changes.one, name="change"),
    path(_ROW, steps.amend, name="change-amend"),
    path(_CHANGE + "answers/", steps.answers, name="change-answers"),
    path(_CHANGE + "check/", steps.check_again, name="change-check"),
    path(_CHANGE + "approve/", steps.approve, name="change-approve"),
    path(_CHANGE + "make/", steps.make, name="change-make"),
    path(_CHANGE + "reject/", steps.reject, name="change-reject"),
    path(_ROW + "remove/", steps.withdraw, name="change-withdraw"),
]
