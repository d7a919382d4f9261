"""Headless Chromium of the system, against a live server of the suite's own."""

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.hands import PATIENCE

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
