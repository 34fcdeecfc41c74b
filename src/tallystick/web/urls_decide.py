"""Addresses of decisions: what is to be decided, by whom, on what evidence, and what was known."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import decide, decide_documents, decide_people

_ONE = "decide/<line:number>/"
_PERSON = f"{_ONE}people/<line:row>/"

urlpatterns = [
    path("decide/", decide.decide_list, name="decide"),
    path("decide.csv", decide.decide_csv, name="decide-csv"),
    path("decide/start/", decide.start, name="decide-start"),
    path(_ONE, decide.one, name="decide-one"),
    path(_ONE + "change/", decide.change, name="decide-change"),
    path(_ONE + "move/", decide.move, name="decide-move"),
    path(_ONE + "options/", decide_documents.options, name="decide-options"),
    path(_ONE + "document/<slug:kind>/", decide_documents.document, name="decide-document"),
    path(_ONE + "document/<slug:kind>.json", decide_documents.document_json, name="decide-document-json"),
    path(_ONE + "people/add/", decide_people.add, name="decide-person-add"),
    path(_PERSON + "remove/", decide_people.remove, name="decide-person-remove"),
    path(_PERSON + "scores/", decide_people.scores, name="decide-scores"),
    path(_PERSON + "answer/", decide_people.answer, name="decide-answer"),
    path(_ONE + "record/", decide.record, name="decide-record"),
    path(_ONE + "records/<line:record>/", decide.replayed, name="decide-replay"),
    path(_ONE + "records/<line:record>/report.<slug:kind>", decide.report, name="decide-report"),
]
