"""Addresses of the pages."""

from django.urls import path, register_converter

from tallystick.web.views import (
    categories,
    category_corrections,
    category_review,
    charts,
    columns,
    contract,
    contract_rows,
    contract_tabs,
    contracts,
    decisions,
    files,
    following,
    home,
    money,
    money_charts,
    money_suppliers,
    payments,
    quarantine,
    rows,
    spend,
    supplier_decisions,
    supplier_doubts,
    supplier_list,
    supplier_page,
    supplier_review,
    suppliers,
    upload,
)


class Sha256:
    """The name of a file: the SHA-256 of its bytes."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class JobName:
    """A load that was started from the site."""

    regex = r"\d{8}-\d{6}-[0-9a-f]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Line:
    """A line of a file: a whole number that a database can hold."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class SupplierId:
    """A supplier, by the name that stays the same from build to build."""

    regex = "S[A-Z2-7]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256, "sha256")
register_converter(JobName, "job")
register_converter(Line, "line")
register_converter(SupplierId, "supplier")

urlpatterns = [
    path("", home.home, name="home"),
    path("spend/", spend.spend, name="spend"),
    path("spend/organisations/", spend.organisations, name="organisations"),
    path("spend/organisations.csv", spend.organisations_csv, name="organisations-csv"),
    path("spend/organisations/<str:code>/", spend.organisation, name="organisation"),
    path("spend/suppliers/", suppliers.suppliers, name="suppliers"),
    path("spend/suppliers.csv", suppliers.suppliers_csv, name="suppliers-csv"),
    path("spend/supplier/", suppliers.supplier, name="supplier"),
    path("spend/months/", spend.months, name="months"),
    path("spend/months.csv", spend.months_csv, name="months-csv"),
    path("spend/departments/", spend.departments, name="departments"),
    path("spend/departments.csv", spend.departments_csv, name="departments-csv"),
    path("spend/payments/", payments.payments, name="payments"),
    path("spend/payments.csv", payments.payments_csv, name="payments-csv"),
    path("suppliers/", supplier_list.suppliers, name="supplier-list"),
    path("suppliers.csv", supplier_list.suppliers_csv, name="supplier-list-csv"),
    path("suppliers/review/", supplier_review.review, name="supplier-review"),
    path("suppliers/doubts/", supplier_doubts.doubts, name="supplier-doubts"),
    path("suppliers/doubts.csv", supplier_doubts.doubts_csv, name="supplier-doubts-csv"),
    path("suppliers/conflicts/", supplier_doubts.conflicts, name="supplier-conflicts"),
    path("suppliers/conflicts.csv", supplier_doubts.conflicts_csv, name="supplier-conflicts-csv"),
    path("suppliers/merge/", supplier_decisions.merge, name="supplier-merge"),
    path("suppliers/undo/", supplier_decisions.undo, name="supplier-undo"),
    path("suppliers/<supplier:supplier_id>/", supplier_page.supplier, name="supplier-page"),
    path("suppliers/<supplier:supplier_id>/split/", supplier_decisions.split, name="supplier-split"),
    path("suppliers/<supplier:supplier_id>/change/", supplier_decisions.change, name="supplier-change"),
    path("figures/follow/", following.follow, name="follow"),
    path("categories/", categories.categories, name="categories"),
    path("categories.csv", categories.categories_csv, name="categories-csv"),
    path("categories/of/<str:code>/", categories.category, name="category"),
    path("categories/review/", category_review.review, name="category-review"),
    path("categories/review.csv", category_review.review_csv, name="category-review-csv"),
    path("categories/review/one/", category_review.review_one, name="category-review-one"),
    path("categories/decided/", category_corrections.decided, name="categories-decided"),
    path("categories/decided/<slug:kind>/<line:decision_id>/undo/", category_corrections.undo, name="category-undo"),
    path("categories/payment/<sha256:sha256>/<line:row>/", category_corrections.payment, name="category-correct"),
    path("money/", money.money, name="money"),
    path("money.csv", money.money_csv, name="money-csv"),
    path("money/kinds/", money.kinds, name="money-kinds"),
    path("money/kinds.csv", money.kinds_csv, name="money-kinds-csv"),
    path("money/years/", money.years, name="money-years"),
    path("money/years.csv", money.years_csv, name="money-years-csv"),
    path("money/coverage/", money.coverage, name="money-coverage"),
    path("money/coverage.csv", money.coverage_csv, name="money-coverage-csv"),
    path("money/largest/", money_suppliers.largest, name="money-largest"),
    path("money/largest.csv", money_suppliers.largest_csv, name="money-largest-csv"),
    path("money/tail/", money_suppliers.tail, name="money-tail"),
    path("money/tail.csv", money_suppliers.tail_csv, name="money-tail-csv"),
    path("money/shared/", money_suppliers.shared, name="money-shared"),
    path("money/shared.csv", money_suppliers.shared_csv, name="money-shared-csv"),
    path("money/changes/", money_suppliers.changes, name="money-changes"),
    path("money/changes.csv", money_suppliers.changes_csv, name="money-changes-csv"),
    path("charts/money/<slug:kind>.svg", money_charts.chart, name="money-chart"),
    path("charts/<slug:kind>.svg", charts.chart, name="chart"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts.csv", contracts.contracts_csv, name="contracts-csv"),
    path("contracts/add/", contracts.add, name="contract-add"),
    path("contracts/<line:number>/", contract.overview, name="contract"),
    path("contracts/<line:number>/edit/<slug:section>/", contract_rows.change_contract, name="contract-change"),
    path("contracts/<line:number>/remove/", contract_rows.remove_contract, name="contract-remove"),
    path(
        "contracts/<line:number>/confidential/<slug:kind>/<line:row>/",
        contract.confidential,
        name="contract-confidential",
    ),
    path("contracts/<line:number>/spend/", contract_tabs.tab, {"name": "spend"}, name="contract-spend"),
    path(
        "contracts/<line:number>/performance/", contract_tabs.tab, {"name": "performance"}, name="contract-performance"
    ),
    path("contracts/<line:number>/meetings/", contract_tabs.tab, {"name": "meetings"}, name="contract-meetings"),
    path("contracts/<line:number>/risks/", contract_tabs.tab, {"name": "risks"}, name="contract-risks"),
    path("contracts/<line:number>/governance/", contract_tabs.tab, {"name": "governance"}, name="contract-governance"),
    path("contracts/<line:number>/documents/", contract_tabs.tab, {"name": "documents"}, name="contract-documents"),
    path("contracts/<line:number>/history/", contract_tabs.tab, {"name": "history"}, name="contract-history"),
    path("contracts/<line:number>/<slug:kind>/add/", contract_rows.add, name="contract-row-add"),
    path("contracts/<line:number>/<slug:kind>/<line:row>/", contract_rows.change, name="contract-row"),
    path("contracts/<line:number>/<slug:kind>/<line:row>/remove/", contract_rows.remove, name="contract-row-remove"),
    path("files/", files.files, name="files"),
    path("files/<sha256:sha256>/", files.file, name="file"),
    path("files/<sha256:sha256>/as-published/", files.raw, name="file-raw"),
    path("files/<sha256:sha256>/comparison/", files.comparison, name="file-comparison"),
    path("files/<sha256:sha256>/standing/", decisions.standing, name="file-standing"),
    path("files/<sha256:sha256>/publisher/", decisions.organisation, name="file-organisation"),
    path("files/<sha256:sha256>/columns/", columns.columns, name="file-columns"),
    path("files/<sha256:sha256>/columns/<line:table>/", columns.columns, name="file-columns-of"),
    path("files/<sha256:sha256>/furniture/", files.furniture, name="file-furniture"),
    path("files/<sha256:sha256>/decisions/", files.decisions, name="file-decisions"),
    path("files/<sha256:sha256>/quarantine/", quarantine.file_quarantine, name="file-quarantine"),
    path("files/<sha256:sha256>/quarantine.csv", quarantine.file_quarantine_csv, name="file-quarantine-csv"),
    path("files/<sha256:sha256>/quarantine/rows/", quarantine.decide_rows, name="file-quarantine-rows"),
    path("files/<sha256:sha256>/quarantine/<line:row>/", quarantine.mend, name="mend"),
    path("files/<sha256:sha256>/lines/<line:row>/", rows.row, name="row"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine.csv", quarantine.quarantine_csv, name="quarantine-csv"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:kind>/<line:decision_id>/undo/", decisions.undo, name="undo"),
    path("upload/", upload.upload, name="upload"),
    path("upload/<job:job_id>/", upload.job, name="job"),
]
