"""Feeds are asked as partners ask them: through the layer of kept answers."""

from pathlib import Path

import pytest

from tests.layered import LayeredClient


@pytest.fixture
def client(tmp_path: Path) -> LayeredClient:
    """A client that gets validators and compression, which the layer adds."""
    return LayeredClient(tmp_path)
