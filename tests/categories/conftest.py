import pytest

from tallystick.categories.training import Model, train


@pytest.fixture(scope="session")
def model() -> Model:
    return train()
