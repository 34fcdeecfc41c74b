"""The register as a file that other programs, spreadsheets and this register itself can read."""

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/x-ndjson; charset=utf-8",
}
"""Form of an export -> its media type. ``json`` is one object a line."""

ENDINGS = {"csv": "csv", "xlsx": "xlsx", "json": "jsonl"}
"""Form -> what the name of its file ends in."""
