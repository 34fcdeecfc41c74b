"""A site over a few made-up files."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store.home import Home

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NASTY = "<script>alert('x')</script> & Sons"
FORMULA = '=HYPERLINK("http://x.example","y")'

LEEDS = f"""Body,Directorate,Supplier,Date,Amount,Purpose
Leeds City Council,Roads,Oakhollow Networks Ltd,03/04/2024,1200.00,Broadband
Leeds City Council,Roads,OAKHOLLOW NETWORKS LTD.,03/05/2024,-1200.00,Broadband
Leeds City Council,Roads,Brindle,31/04/2024,75.50,Repairs
Leeds City Council,Care,Brindle,17/04/2024,n/k,Repairs
Leeds City Council,Care,{NASTY},19/04/2024,310.25,<b>Licences</b>
Leeds City Council,Care,"{FORMULA.replace('"', '""')}",19/06/2024,99.99,+44 dialled
Leeds City Council,Care,REDACTED,20/06/2024,50.00,Redacted
Leeds City Council,Care,Tarn,20/06/2024,12.00,Milk
Leeds City Council,Care,Tarn,20/06/2024,12.00,Milk
,,,Total,500.00,
"""
BRADFORD = "Body,Supplier,Date,Amount\n" + "".join(
    f"Bradford Council,Supplier number {n},{n % 28 + 1:02d}/07/2024,{n}.50\n" for n in range(1, 121)
)


@dataclass(frozen=True)
class Site:
    """Where it is kept, and the files in it by what they are."""

    home: Home
    leeds: str
    bradford: str
    held: str
    refused: str


@pytest.fixture(scope="session")
def site_made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    files = {
        "leeds-2024.csv": LEEDS.encode(),
        "bradford-2024.csv": BRADFORD.encode(),
        "bradford-2024-again.csv": (BRADFORD + "Bradford Council,One more,01/07/2024,9.00\n").encode(),
        "report.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    home = Home(folder / "home")
    readings = loading.load(home, [folder / name for name in files], Decisions(), organisation=None, now=AT)
    assert [reading.outcome for reading in readings] == ["loaded", "loaded", "loaded", "refused"]
    return Site(home, *[reading.sha256 for reading in readings])


@pytest.fixture
def site(site_made: Site, settings: object, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, to be looked at only: tests share it."""
    settings.TALLYSTICK_HOME = site_made.home  # type: ignore[attr-defined]
    monkeypatch.setenv("TALLYSTICK_HOME", str(site_made.home.root))
    cache.clear()
    return site_made


@pytest.fixture
def own_site(site_made: Site, home: Home) -> Site:
    """A copy of the site that this test may change."""
    shutil.copytree(site_made.home.root, home.root, dirs_exist_ok=True)
    return Site(home, site_made.leeds, site_made.bradford, site_made.held, site_made.refused)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"}, enforce_csrf_checks=False)
