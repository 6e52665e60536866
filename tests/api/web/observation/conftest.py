from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.catalogue import Catalogue
from tests.api.web.test_errors import fail

Serve = Callable[..., TestClient]


@pytest.fixture
def serve(catalogue: Catalogue) -> Iterator[Serve]:
    """Makes a client of a server that is told something; /fail fails there."""
    with ExitStack() as open_ones:

        def made(**told: Any) -> TestClient:
            app = create_app(Settings(**told), catalogue)
            app.router.add_route("/fail", fail)
            return open_ones.enter_context(TestClient(app, raise_server_exceptions=False))

        yield made
