import pytest

from tallystick.categories.model import model_for
from tallystick.categories.training import Model
from tallystick.lake.store.home import Home


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """What the project's own examples teach: kept beside the tests, and trained anew when anything of it changes."""
    return model_for(Home(tmp_path_factory.mktemp("model")), taught=()).model
