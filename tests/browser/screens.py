"""Pictures of pages for people to look at, taken only when asked for: VESTNIK_SCREENS=1."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "screens"
ARE_WANTED = os.environ.get("VESTNIK_SCREENS") == "1"


def take(page: Page, name: str) -> None:
    """Keep the whole page as it looks now."""
    if ARE_WANTED:
        FOLDER.mkdir(exist_ok=True)
        page.screenshot(path=FOLDER / f"{name.replace(' ', '-')}.png", full_page=True)
