"""Addresses of running a contract: performance, meetings, risks, governance, duties and methods.

They stand before those that show rows of any kind: what needs a form of its own is here.
"""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import (
    contract_dates,
    contract_governance,
    contract_meetings,
    contract_performance,
    contract_risks,
    duties,
    measure_terms,
    method_changes,
    methods,
    questionnaires,
)

_OF = "contracts/<line:number>/"

urlpatterns = [
    path("duties/", duties.duties, name="duties"),
    path("duties.csv", duties.duties_csv, name="duties-csv"),
    path("contracts/tiers/", duties.tiers, name="tiers"),
    path("contracts/tiers.csv", duties.tiers_csv, name="tiers-csv"),
    path(_OF + "dates/", contract_dates.tab, name="contract-dates"),
    path(_OF + "dates/<line:row>/settle/", contract_dates.settle, name="contract-date-settle"),
    path(_OF + "dates/<line:row>/take-back/", contract_dates.take_back, name="contract-date-take-back"),
    path(_OF + "governance/", contract_governance.tab, name="contract-governance"),
    path(_OF + "governance/plan/", contract_governance.plan_again, name="contract-plan"),
    path(_OF + "questionnaires/<slug:name>/ask/", questionnaires.ask, name="contract-ask"),
    path(_OF + "questionnaires/answered/<line:row>/", contract_governance.answered, name="contract-answered"),
    path(_OF + "duty/<line:row>/done/", contract_governance.finish, name="contract-duty-done"),
    path(_OF + "duty/<line:row>/not-needed/", contract_governance.drop, name="contract-duty-drop"),
    path(_OF + "performance/", contract_performance.tab, name="contract-performance"),
    path(_OF + "performance/upload/", contract_performance.upload, name="contract-measurements-upload"),
    path(_OF + "performance/tokens/", contract_performance.make_token, name="contract-token-make"),
    path(_OF + "performance/tokens/<line:row>/end/", contract_performance.end_token, name="contract-token-end"),
    path(_OF + "measure/<line:row>/record/", contract_performance.record, name="contract-measure-record"),
    path(_OF + "measure/<line:row>/terms/", measure_terms.terms, name="contract-measure-terms"),
    path(_OF + "measurement/<line:row>/", contract_performance.correct, name="contract-measurement"),
    path(_OF + "measurement/<line:row>/credit/", measure_terms.credit, name="contract-measurement-credit"),
    path(_OF + "meetings/", contract_meetings.tab, name="contract-meetings"),
    path(_OF + "meeting/add/", contract_meetings.plan, name="contract-meeting-plan"),
    path(_OF + "meeting/<line:row>/hold/", contract_meetings.hold, name="contract-meeting-hold"),
    path(_OF + "meeting/<line:row>/action/", contract_meetings.add_action, name="contract-action-add"),
    path(_OF + "action/<line:row>/done/", contract_meetings.finish_action, name="contract-action-done"),
    path(_OF + "risks/", contract_risks.tab, name="contract-risks"),
    path(_OF + "risk/add/", contract_risks.add, name="contract-risk-add"),
    path(_OF + "risk/<line:row>/", contract_risks.change, name="contract-risk"),
    path("methods/", methods.organisations, name="methods"),
    path("methods/<str:code>/", methods.methods, name="methods-of"),
    path("methods/<str:code>/questionnaires/<slug:name>/", methods.questionnaire, name="method"),
    path("methods/<str:code>/questionnaires/<slug:name>.json", methods.questionnaire_json, name="method-json"),
    path("methods/<str:code>/questionnaires/<slug:name>/amend/", method_changes.amend, name="method-amend"),
    path("methods/<str:code>/questionnaires/<slug:name>/import/", method_changes.take_in, name="method-import"),
    path("methods/<str:code>/scales/<slug:name>/", methods.scale, name="scale"),
    path("methods/<str:code>/scales/<slug:name>.json", methods.scale_json, name="scale-json"),
    path("methods/<str:code>/scales/<slug:name>/amend/", method_changes.amend_scale, name="scale-amend"),
    path("methods/<str:code>/<slug:kind>/<slug:name>/shipped/", method_changes.go_back, name="method-shipped"),
]
