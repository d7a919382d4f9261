"""nginx as the README sets it up: it keeps what may be kept, and no longer than told."""

import gzip
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.bootstrap import ROOT
from news.articles import withdrawals
from news.articles.models import ArticlePage
from tests.bench.processes import free_port, wait_until_open
from tests.factories import released
from tests.ready.conftest import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.nginx]

# nginx counts whole seconds.
SEEN_WITHIN = 3.0


@pytest.fixture
def proxy(site: Site, tmp_path: Path) -> Iterator[str]:
    """nginx with the README's own lines, but for its addresses."""
    port = free_port()
    (told,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    told = told.replace("/var/cache/nginx/vestnik", str(tmp_path / "kept"))
    told = told.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    told = told.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}")
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{name}_temp_path {tmp_path}/{name};" for name in folders)
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off;\npid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/error.log;\nuser root;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}\n{told}\n}}\n"
    )
    process = subprocess.Popen(["nginx", "-c", str(config)])
    wait_until_open(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=10)


def ask(address: str, **headers: str) -> tuple[int, str, str]:
    """Return status, what nginx says of its cache, and the text."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(  # noqa: S310
        address, headers={"Host": "localhost"} | named
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body = answer.read()
    except urllib.error.HTTPError as refused:
        answer, body = refused, refused.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return answer.status, answer.headers.get("X-Cache-Status", ""), body.decode()


def test_proxy_keeps_answers_for_a_second_and_then_asks_again(site, proxy):
    edition = released(slug="story", title="Хор")
    address = f"{proxy}/ru/news/story/"
    whole = ask(address)
    assert whole[:2] == (200, "MISS")
    assert ask(address)[1] == "HIT"
    packed = ask(address, Accept_Encoding="gzip")
    assert packed[2] == whole[2]
    time.sleep(2.1)
    assert ask(address)[1] == "REVALIDATED"

    withdrawals.withdraw([ArticlePage.objects.get(pk=edition.pk)], "Проверяем сведения.")
    done = time.monotonic()
    while ask(address)[0] != 410:
        assert time.monotonic() - done < SEEN_WITHIN
        time.sleep(0.05)


def test_proxy_keeps_nothing_for_whoever_is_signed_in(site, proxy):
    released(slug="story", title="Хор")
    for path in ("/ru/news/story/", "/admin/login/"):
        for _each in range(2):
            assert ask(proxy + path, Cookie="sessionid=x")[1] == "BYPASS"
    assert ask(f"{proxy}/ru/news/story/")[1] == "MISS"
    assert {ask(f"{proxy}/ru/search/?q=x")[1] for _each in range(2)} == {"MISS"}
