from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue


@pytest.fixture
def client(catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of a server of that catalogue; its requests have one id, and what the server raises, it answers 500."""
    with TestClient(create_app(Settings(), catalogue), raise_server_exceptions=False) as client:
        client.headers["X-Request-Id"] = "test"
        yield client
