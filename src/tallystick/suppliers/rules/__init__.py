"""Names in, suppliers out: pure functions of plain values. No database, files, clock or Django."""
