"""Pictures of pages for people to look at, taken only when asked for: VESTNIK_SCREENS=1."""

import base64
import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "screens"
ARE_WANTED = os.environ.get("VESTNIK_SCREENS") == "1"


def take(page: Page, name: str) -> None:
    """Keep the whole page as it looks now.

    Asked of Chromium itself: Playwright waits for ever before a document that isn't HTML.
    """
    if not ARE_WANTED:
        return
    session = page.context.new_cdp_session(page)
    size = session.send("Page.getLayoutMetrics")["cssContentSize"]
    picture = session.send(
        "Page.captureScreenshot",
        {"captureBeyondViewport": True, "clip": {**size, "scale": 1}},
    )
    session.detach()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name.replace(' ', '-')}.png").write_bytes(base64.b64decode(picture["data"]))
