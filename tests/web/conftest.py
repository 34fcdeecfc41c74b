"""A site over a few made-up files."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tallystick.categories.actions import follow
from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store.home import Home
from tests.people import People

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
def site_made(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Site:
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
    with django_db_blocker.unblock():
        follow(home=home, at=AT)
    return Site(home, *[reading.sha256 for reading in readings])


@pytest.fixture
def site(site_made: Site, settings: object, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, to be looked at only: tests share it."""
    settings.TALLYSTICK_HOME = site_made.home  # type: ignore[attr-defined]
    monkeypatch.setenv("TALLYSTICK_HOME", str(site_made.home.root))
    caches["drawn"].clear()
    return site_made


@pytest.fixture
def own_site(site_made: Site, home: Home) -> Site:
    """A copy of the site that this test may change."""
    shutil.copytree(site_made.home.root, home.root, dirs_exist_ok=True)
    return Site(home, site_made.leeds, site_made.bradford, site_made.held, site_made.refused)


@pytest.fixture
def client(people: People) -> Client:
    """Signed in as the owner."""
    return people.client()


BOUGHT_LEEDS = """Body,Supplier,Supplier Postcode,Date,Amount,Purpose,Account
Leeds City Council,Oakhollow Networks Ltd,LS1 1AA,03/04/2023,1000.00,Broadband lines,ICT telephones
Leeds City Council,Oakhollow Networks Ltd,LS1 1AA,03/05/2023,200.00,Broadband lines,ICT telephones
Leeds City Council,Oakhollow Networks Ltd,LS1 1AA,03/04/2024,300.00,Sundries,General
Leeds City Council,Brindlemoor Highways Ltd,BD1 1AA,17/04/2023,9000.00,Resurfacing of roads,Highways
Leeds City Council,Brindlemoor Highways Ltd,BD1 1AA,17/04/2024,8000.00,Resurfacing of roads,Highways
Leeds City Council,Tarnwick Software Ltd,,19/06/2023,500.00,Software licences,Computer software
Leeds City Council,Zelvery Catering,,19/06/2024,80.00,Buffet,Catering
Leeds City Council,REDACTED,,20/06/2024,50.00,Redacted,Care
"""
BOUGHT_YORK = """Body,Supplier,Date,Amount,Purpose
City of York Council,Oakhollow Networks Ltd,03/04/2024,400.00,Broadband lines
City of York Council,Quillstone Care,03/04/2024,600.00,Care placements
"""


@pytest.fixture(scope="session")
def bought_made(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Home:
    folder = tmp_path_factory.mktemp("bought")
    (folder / "leeds.csv").write_text(BOUGHT_LEEDS, encoding="utf-8")
    (folder / "york.csv").write_text(BOUGHT_YORK, encoding="utf-8")
    made = Home(folder / "home")
    loading.load(made, [folder / "leeds.csv", folder / "york.csv"], Decisions(), organisation=None, now=AT)
    with django_db_blocker.unblock():
        follow(home=made, at=AT)
    return made


@pytest.fixture
def bought(bought_made: Home, home: Home) -> Home:
    """Two councils' payments, two years, with suppliers and categories worked out, for this test to change."""
    shutil.copytree(bought_made.root, home.root, dirs_exist_ok=True)
    return home


@pytest.fixture
def bought_unmapped(bought_made: Home, home: Home) -> Home:
    """The same before suppliers and categories were worked out."""
    shutil.copytree(bought_made.root, home.root, dirs_exist_ok=True)
    home.maps_current.unlink()
    return home
