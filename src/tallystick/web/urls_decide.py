"""Addresses of decisions: what is to be decided, by whom, on what evidence, and what was known."""

from django.urls import URLPattern, path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.decide.subjects import Of
from tallystick.web.views import (
    decide,
    decide_documents,
    decide_history,
    decide_options,
    decide_people,
    decide_route,
    decide_route_prices,
    decide_workbooks,
)

_ONE = "decide/<line:number>/"
_PERSON = f"{_ONE}people/<line:row>/"


def documents(one: str, of: Of, name: str) -> list[URLPattern]:
    """The addresses of the documents of a decision or a partnership. one: the address of that itself."""
    kind, told = f"{one}document/<slug:kind>", {"of": of}
    return [
        path(f"{kind}/", decide_documents.document, told, name=f"{name}-document"),
        path(f"{kind}.json", decide_documents.as_json, told, name=f"{name}-document-json"),
        path(f"{kind}/text/", decide_documents.text, told, name=f"{name}-document-text"),
        path(f"{kind}/do/<slug:what>/", decide_documents.do_all, told, name=f"{name}-document-do"),
        path(f"{kind}/exempt/", decide_documents.exempt, told, name=f"{name}-document-exempt"),
        path(f"{kind}/place/<place:place>/", decide_documents.place, told, name=f"{name}-document-place"),
        path(f"{kind}/take-out/<place:place>/", decide_documents.take_out, told, name=f"{name}-document-take-out"),
    ]


urlpatterns = [
    path("contracts/<line:number>/next/", decide_route.preview, name="contract-route"),
    path("contracts/<line:number>/next/start/", decide_route.start, name="contract-route-start"),
    path("decide/", decide.decide_list, name="decide"),
    path("decide.csv", decide.decide_csv, name="decide-csv"),
    path("decide/start/", decide.start, name="decide-start"),
    path(_ONE, decide.one, name="decide-one"),
    path(_ONE + "change/", decide.change, name="decide-change"),
    path(_ONE + "move/", decide.move, name="decide-move"),
    path(_ONE + "history/", decide_history.history, name="decide-history"),
    path(_ONE + "options/", decide_options.options, name="decide-options"),
    path(_ONE + "document/business_case/workbook.xlsx", decide_workbooks.download, name="decide-workbook"),
    path(_ONE + "document/business_case/workbook/", decide_workbooks.back, name="decide-workbook-back"),
    *documents(_ONE, "decision", "decide"),
    path(_ONE + "route/facts/<slug:key>/", decide_route.fact, name="decide-route-fact"),
    path(_ONE + "route/choice/", decide_route.choice, name="decide-route-choice"),
    path(_ONE + "route/duties/", decide_route.duties, name="decide-route-duties"),
    path(_ONE + "route/prices/", decide_route_prices.prices, name="decide-route-prices"),
    path(_ONE + "route/register/", decide_route.register, name="decide-route-register"),
    path(_ONE + "people/add/", decide_people.add, name="decide-person-add"),
    path(_ONE + "scores/", decide_people.scored, name="decide-scored"),
    path(_PERSON + "remove/", decide_people.remove, name="decide-person-remove"),
    path(_PERSON + "scores/", decide_people.scores, name="decide-scores"),
    path(_PERSON + "answer/", decide_people.answer, name="decide-answer"),
    path(_ONE + "record/", decide.record, name="decide-record"),
    path(_ONE + "records/<line:record>/", decide.replayed, name="decide-replay"),
    path(_ONE + "records/<line:record>/report.<slug:kind>", decide.report, name="decide-report"),
]
