"""Addresses of the register and of each contract's pages."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import (
    contract,
    contract_documents,
    contract_history,
    contract_notices,
    contract_rows,
    contract_spend,
    contract_term,
    contracts,
)

urlpatterns = [
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts.csv", contracts.export, {"form": "csv"}, name="contracts-csv"),
    path("contracts.xlsx", contracts.export, {"form": "xlsx"}, name="contracts-xlsx"),
    path("contracts.jsonl", contracts.export, {"form": "json"}, name="contracts-json"),
    path("contracts/add/", contracts.add, name="contract-add"),
    path("contracts/<line:number>/", contract.overview, name="contract"),
    path("contracts/<line:number>/edit/<slug:section>/", contract_rows.change_contract, name="contract-change"),
    path("contracts/<line:number>/term/", contract_term.term, name="contract-term"),
    path("contracts/<line:number>/remove/", contract_rows.remove_contract, name="contract-remove"),
    path(
        "contracts/<line:number>/confidential/<slug:kind>/<line:row>/",
        contract.confidential,
        name="contract-confidential",
    ),
    path("contracts/<line:number>/notices/", contract_notices.notices, name="contract-notices"),
    path("contracts/<line:number>/spend/", contract_spend.spend, name="contract-spend"),
    path("contracts/<line:number>/spend.csv", contract_spend.spend_csv, name="contract-spend-csv"),
    path("contracts/<line:number>/spend.svg", contract_spend.chart, name="contract-spend-chart"),
    path("contracts/<line:number>/documents/", contract_documents.listed, name="contract-documents"),
    path("contracts/<line:number>/documents/add/", contract_documents.add, name="contract-document-add"),
    path("contracts/<line:number>/documents/<line:row>/file/", contract_documents.download, name="contract-document"),
    path("contracts/<line:number>/history/", contract_history.history, name="contract-history"),
    path("contracts/<line:number>/history.csv", contract_history.history_csv, name="contract-history-csv"),
    path("contracts/<line:number>/as-it-was/", contract_history.as_it_was, name="contract-as-it-was"),
    # Rows of any kind: what has a page of its own stands before these.
    path("contracts/<line:number>/<slug:kind>/add/", contract_rows.add, name="contract-row-add"),
    path("contracts/<line:number>/<slug:kind>/<line:row>/", contract_rows.change, name="contract-row"),
    path("contracts/<line:number>/<slug:kind>/<line:row>/remove/", contract_rows.remove, name="contract-row-remove"),
]
