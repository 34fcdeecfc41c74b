"""Addresses of the pages."""

from django.urls import path, register_converter

from tallystick.web.views import (
    charts,
    columns,
    decisions,
    files,
    home,
    payments,
    quarantine,
    rows,
    spend,
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


register_converter(Sha256, "sha256")
register_converter(JobName, "job")
register_converter(Line, "line")

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
    path("charts/<slug:kind>.svg", charts.chart, name="chart"),
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
