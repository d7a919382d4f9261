"""An editor who changes texts through the admin of a server that may die at any moment."""

import http.client
import random
import threading
import time
from collections import Counter
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connections
from django.urls import reverse

from news.articles import tree
from news.articles.models import ArticlePage, Notice
from tests.desk.conftest import edit_url, typed

CSRF = "c" * 32
SECONDS = 20
MOST_TEXTS = 12


def cookie_of_editor() -> str:
    """Return the cookies of somebody who may do everything and has signed in."""
    user, _is_new = get_user_model().objects.get_or_create(
        username="editor-of-the-trial", defaults={"is_superuser": True, "is_staff": True}
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={CSRF}"


class Desk:
    """The admin of a server, over HTTP."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie

    def post(self, path: str, **fields: object) -> str | None:
        """Return where a form led; None where the server died before it said so.

        Waits for a server that isn't there yet; raises RuntimeError for any other answer.
        """
        connection = self._connected()
        body = urlencode(fields, doseq=True)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self._cookie,
            "X-CSRFToken": CSRF,
            "Connection": "close",
        }
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        if answer.status != 302:
            raise RuntimeError(f"{path} answers {answer.status}: {text[:2000]}")
        return answer.headers["Location"]

    def _connected(self) -> http.client.HTTPConnection:
        deadline = time.monotonic() + SECONDS
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
            try:
                connection.connect()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return connection


class Editor(threading.Thread):
    """Releases, updates, corrects, withdraws and restores texts, until told to stop.

    `done` counts what the server has said to be done, `cut` what it died over; `unnoticed` are
    addresses whose change was said to be done and has no notice.
    """

    def __init__(self, name: str, desk: Desk, chance: random.Random) -> None:
        super().__init__(name=name, daemon=True)
        self._desk, self._chance = desk, chance
        self._number = 0
        self.done: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.unnoticed: list[str] = []
        self.fault: Exception | None = None
        self._over = threading.Event()

    def stop(self) -> None:
        """Finish what is in hand; raise what has gone wrong."""
        self._over.set()
        self.join(2 * SECONDS)
        if self.fault:
            raise self.fault

    def run(self) -> None:
        try:
            while not self._over.is_set():
                self._change()
        except Exception as fault:  # noqa: BLE001
            self.fault = fault
        finally:
            connections.close_all()

    def texts(self) -> list[ArticlePage]:
        """Return this editor's texts."""
        return list(ArticlePage.objects.filter(title__startswith=self.name).order_by("pk"))

    def _change(self) -> None:
        texts = self.texts()
        self._number += 1
        if len(texts) < 2 or (len(texts) < MOST_TEXTS and self._chance.random() < 0.15):
            self._release_new()
            return
        withdrawn = [each for each in texts if each.is_withdrawn]
        text = self._chance.choice(withdrawn if withdrawn and self._number % 2 else texts)
        if text.is_withdrawn:
            self._ask("restore", reverse("desk-restore", args=[text.pk]), text)
        elif text.live and self._number % 3 == 0:
            path = reverse("wagtailadmin_pages:unpublish", args=[text.pk])
            self._ask("withdraw", path, text, editions=text.pk, reason="Проверяем.")
        else:
            kind = self._chance.choice(["update", "correction"])
            asked = {"release_kind": kind, "release_note": "Ошибка."} if text.live else {}
            form = typed(title=self._title(), slug=text.slug, **asked, **_PUBLISH)
            self._ask(kind if text.live else "release", edit_url(text), text, **form)

    def _release_new(self) -> None:
        path = reverse(
            "wagtailadmin_pages:add", args=["news", "articlepage", tree.news_index("ru").pk]
        )
        self._ask("release", path, None, **typed(title=self._title(), **_PUBLISH))

    def _title(self) -> str:
        return f"{self.name} {self._number}"

    def _ask(self, what: str, path: str, text: ArticlePage | None, **fields: object) -> None:
        notices = Notice.objects.filter(edition=text) if text else Notice.objects.all()
        before = notices.order_by("sequence").values_list("sequence", flat=True).last() or 0
        if self._desk.post(path, **fields) is None:
            self.cut[what] += 1
            return
        self.done[what] += 1
        if not notices.filter(sequence__gt=before).exists():
            self.unnoticed.append(path)


_PUBLISH = {"action-publish": "action-publish"}
