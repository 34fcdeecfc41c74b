"""One loaded file, as a build is given it."""

from dataclasses import dataclass

from tallystick.lake.reading import FileReading


@dataclass(frozen=True)
class Entry:
    """One file that was loaded.

    file: the name it was given under. loaded_at: ISO time; files are taken in this order.
    outcome: ``loaded``, ``partly`` or ``refused``. tidy: its folder relative to the home, such as ``tidy/<sha>/<key>``;
    None when it was refused.
    """

    sha256: str
    file: str
    loaded_at: str
    outcome: str
    tidy: str | None
    organisation_code: str | None
    organisation: str | None
    reading: FileReading

    @property
    def payments(self) -> int:
        return sum(table.payments for table in self.reading.tables)

    @property
    def amount_pence(self) -> int:
        return sum(table.pence_payments for table in self.reading.tables)

    @property
    def quarantined(self) -> int:
        return sum(sum(table.quarantined.values()) for table in self.reading.tables)

    @property
    def quarantined_pence(self) -> int:
        return sum(table.pence_quarantined for table in self.reading.tables)

    @property
    def furniture(self) -> int:
        return sum(table.furniture for table in self.reading.tables) if self.tidy else 0

    @property
    def furniture_pence(self) -> int:
        return sum(table.pence_furniture for table in self.reading.tables) if self.tidy else 0

    @property
    def dated(self) -> bool:
        """Whether any payment in it has a date."""
        return any(table.first_date for table in self.reading.tables)

    @property
    def period(self) -> tuple[str, str]:
        """The first and last date in it, as ISO text; all of time if no payment in it has a date."""
        firsts = [table.first_date for table in self.reading.tables if table.first_date]
        lasts = [table.last_date for table in self.reading.tables if table.last_date]
        return (min(firsts), max(lasts)) if firsts and lasts else ("", "9999-12-31")
