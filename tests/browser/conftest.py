"""Headless Chromium of the system, against a live server of the suite's own."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, expect

from news.articles.models import ArticlePage
from news.ready.layer import ReadyLayer
from tests.browser import desk
from tests.browser.hands import PATIENCE
from tests.browser.newsroom import Newsroom, opened
from tests.layered import layered

# Playwright keeps an event loop in this thread; Django then takes it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: apt install chromium"
    return browser_type_launch_args | {"executable_path": chromium, "args": QUIET}


# Machines that test are slow and busy; what doesn't come within this time doesn't come.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def _patience(page: Any) -> None:
    page.set_default_timeout(PATIENCE)


class Served:
    """What the live server serves: Django behind the layer, as readers and editors meet it."""

    layer: ReadyLayer

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self.layer(environ, start_response)


@pytest.fixture(scope="session", autouse=True)
def served() -> Iterator[Served]:
    served = Served()
    with pytest.MonkeyPatch.context() as patch:
        # The live server makes its application of this, and offers no other way in.
        patch.setattr("django.test.testcases.WSGIHandler", lambda: served)
        yield served


@pytest.fixture(autouse=True)
def _nothing_kept_of_other_tests(served: Served, tmp_path: Path) -> None:
    served.layer = layered(WSGIHandler(), tmp_path / "ready")


@pytest.fixture
def newsroom(live_server, browser: Browser, settings, tmp_path) -> Iterator[Newsroom]:
    """An editor, two translators and a reader at their screens."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    with opened(browser, live_server.url) as newsroom:
        yield newsroom


@pytest.fixture
def story(newsroom: Newsroom) -> ArticlePage:
    """A Russian story, written and not released."""
    return desk.write_story()
