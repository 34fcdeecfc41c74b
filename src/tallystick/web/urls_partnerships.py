"""Addresses of partnerships: who shares what with whom, and who decides it, on any day."""

from django.urls import path

from tallystick.web.urls_decide import documents
from tallystick.web.views import partnerships

_ONE = "partnerships/<line:number>/"

urlpatterns = [
    path("partnerships/", partnerships.partnership_list, name="partnerships"),
    path("partnerships.csv", partnerships.partnership_csv, name="partnerships-csv"),
    path("partnerships/start/", partnerships.start, name="partnership-start"),
    path(_ONE, partnerships.one, name="partnership-one"),
    path(_ONE + "change/", partnerships.change, name="partnership-change"),
    *documents(_ONE, "partnership", "partnership"),
    path("decide/<line:number>/board/", partnerships.board, name="decide-board"),
]
