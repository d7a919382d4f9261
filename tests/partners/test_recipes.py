"""What partners copy from their page does what it says."""

import base64
import hmac
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cms.bootstrap import ROOT
from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.website.partners.recipes import RECIPES
from tests.factories import released
from tests.partners.conftest import take

KEY_ID, SECRET = "6748592f4b9b7700010f6564", "b1b5b9c1d4e5f6a7" * 4
FOLDER = ROOT / "news" / "website" / "partners" / "recipes"


def test_receiver_in_the_readme_is_the_one_on_the_page():
    assert f"```python\n{RECIPES['receiver_py']}```" in (ROOT / "README.md").read_text()


@pytest.mark.php
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.php")), ids=lambda path: path.name)
def test_php_can_be_read_by_php(path):
    read = subprocess.run(["php", "-l", path], capture_output=True, text=True)
    assert read.returncode == 0, read.stdout + read.stderr


class Ghost(BaseHTTPRequestHandler):
    """As much of Ghost's Admin API as its documentation says of posts."""

    server: Any

    def log_message(self, *_arguments: Any) -> None:
        """Keep still."""

    def do_GET(self) -> None:
        if self.path == "/feed.json":
            self._answer(200, self.server.feed)
            return
        asked = parse_qs(urlsplit(self.path).query)
        slug = asked["filter"][0].removeprefix("tag:")
        found = [post for post in self.server.posts if slug in post["slugs"]]
        self._checked(200, found)

    def do_POST(self) -> None:
        post = self._sent()
        slugs = [f"hash-{tag['name'][1:]}" for tag in post.pop("tags")]
        post |= {"id": str(len(self.server.posts)), "slugs": slugs, "updated_at": time.time()}
        self.server.posts.append(post)
        self._checked(201, [post])

    def do_PUT(self) -> None:
        post = self.server.posts[int(urlsplit(self.path).path.rstrip("/").rpartition("/")[2])]
        sent = self._sent()
        if sent.pop("updated_at") != post["updated_at"]:
            self._answer(409, {"errors": [{"type": "UpdateCollisionError"}]})
            return
        post.update(sent, updated_at=time.time())
        self._checked(200, [post])

    def _sent(self) -> dict[str, Any]:
        assert urlsplit(self.path).query == "source=html"
        return json.loads(self.rfile.read(int(self.headers["content-length"])))["posts"][0]

    def _checked(self, status: int, posts: list[dict[str, Any]]) -> None:
        if self._is_signed():
            self._answer(status, {"posts": posts})
        else:
            self._answer(401, {})

    def _is_signed(self) -> bool:
        scheme, _space, token = self.headers["authorization"].partition(" ")
        signed, _dot, signature = token.rpartition(".")
        head, says = (json.loads(_unpacked(part)) for part in signed.split("."))
        own = hmac.digest(bytes.fromhex(SECRET), signed.encode(), "sha256")
        return (
            scheme == "Ghost"
            and head == {"alg": "HS256", "typ": "JWT", "kid": KEY_ID}
            and says["aud"] == "/admin/"
            and time.time() < says["exp"] <= says["iat"] + 300
            and hmac.compare_digest(own, _unpacked(signature))
        )

    def _answer(self, status: int, said: Any) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _unpacked(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@pytest.fixture
def ghost() -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), Ghost)
    server.posts = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_ghost_has_drafts_corrections_in_place_and_withdrawn_texts_off_the_site(
    ghost, client, newsroom, tmp_path: Path
):
    taker = take("ru:all")
    kept, gone = released(title="Хор"), released(title="Цирк", lead="Цирк приехал.")

    def carry() -> list[dict[str, Any]]:
        ghost.feed = client.get(taker.address()).json()
        site = f"http://127.0.0.1:{ghost.server_port}"
        told = {"FEED": f"{site}/feed.json", "GHOST": site, "GHOST_KEY": f"{KEY_ID}:{SECRET}"}
        program = [sys.executable, FOLDER / "ghost.py"]
        subprocess.run(program, cwd=tmp_path, env=os.environ | told, check=True)
        return ghost.posts

    assert [(post["title"], post["status"]) for post in carry()] == [
        ("Хор", "draft"),
        ("Цирк", "draft"),
    ]
    for post in ghost.posts:
        post["status"] = "published"
    before = [dict(post) for post in ghost.posts]
    assert carry() == before

    again = ArticlePage.objects.get(pk=kept.pk)
    again.title = "Хор споёт"
    releases.release(again, kind="correction", note="Не <хор>, а ансамбль.")
    withdrawals.withdraw([ArticlePage.objects.get(pk=gone.pk)], "Ошибка.")
    first, second = carry()
    assert (first["title"], first["status"]) == ("Хор споёт", "published")
    assert "Не &lt;хор&gt;, а ансамбль." in first["html"]
    assert re.search(rf'<a href="[^"]*{first["canonical_url"]}">', first["html"])
    assert second["status"] == "draft"
    assert "Ошибка." in second["html"]
    assert "приехал" not in second["html"]
