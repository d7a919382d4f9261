"""A comment is posted, waits, is approved: page, listing and feeds say the same number."""

import json
import re

import pytest
import time_machine
from django.utils import timezone

from news.comments import moderation
from news.comments.models import Comment
from tests.comments.test_write_comment import confirm
from tests.factories import released, released_translation

pytestmark = pytest.mark.django_db


def counts(client, edition) -> dict[str, int]:
    def found(path: str, pattern: str) -> int:
        text = client.get(path).content.decode().replace("\u00a0", " ")
        return int(re.search(pattern, text)[1])

    feed = f"/{edition.language}/feeds/all"
    body = json.loads(client.get(f"{feed}.json").content)
    return {
        "page": found(edition.url_path, r'class="count">\D*(\d+)'),
        "data": found(edition.url_path, r'"commentCount": ?(\d+)'),
        "list": found(f"/{edition.language}/news/", r"<span>(\d+) \w+</span>"),
        "rss": found(f"{feed}.rss", r"<slash:comments>(\d+)<"),
        "atom": found(f"{feed}.atom", r"<thr:total>(\d+)<"),
        "json": body["items"][0]["_vestnik"]["comment_count"],
    }


@pytest.mark.parametrize("number", [0, 1])
def test_count_is_the_same_everywhere(client, number):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        edition = released()
        french = released_translation(edition)
        confirm(client, clock, edition)
        comment = Comment.objects.get()
        assert set(counts(client, edition).values()) == {0}
        if number:
            moderation.approve(comment)
            clock.shift(2)
        for each in (edition, french):
            assert set(counts(client, each).values()) == {number}
