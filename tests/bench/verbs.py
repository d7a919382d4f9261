"""What writing costs in an archive: each verb on a text of its own, in its own transaction."""

import os
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

from django.utils import timezone
from wagtail.search import index

from news.articles import releases, translations, withdrawals
from news.articles.models import ArticlePage, NewsIndexPage
from news.articles.timetable import publish_due
from tests.bench.measuring import administrator, clock

VERB_ROUNDS = 9


def verbs(wait: Callable[[], object]) -> dict[str, float]:
    """Return the median of each verb in milliseconds; `wait` before each round of them."""
    editions = list(ArticlePage.objects.released("ru").newest_first()[10 : 11 + VERB_ROUNDS * 7])
    sources = [each for each in editions if each.is_source]
    user = administrator()
    taken: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        begun = clock()
        result = act()
        taken.setdefault(name, []).append(clock() - begun)
        return result

    for number, edition in enumerate(sources[: VERB_ROUNDS + 1]):
        wait()
        if number == 1:
            taken.clear()
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh.lead = f"{fresh.lead[:300]} {number} {os.getpid()}"
        timed("saving a draft", fresh.save_revision)
        timed("releasing anew", lambda page=fresh: releases.release(page, by=user))
        fresh = ArticlePage.objects.get(pk=edition.pk)
        timed("withdrawing", lambda page=fresh: withdrawals.withdraw([page], "Проверяем.", by=user))
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh = timed("restoring", lambda page=fresh: withdrawals.restore(page, by=user))
        story = _new_story(fresh, f"Новость {number} {os.getpid()}")
        timed("releasing", lambda page=story: releases.release(page, by=user))
        later = _new_story(fresh, f"Позже {number} {os.getpid()}")
        at = timezone.now() + timedelta(hours=1)
        timed("scheduling", lambda page=later, at=at: releases.schedule(page, at, by=user))
        timed("releasing what is due", lambda at=at: publish_due(at + timedelta(seconds=1)))
        timed("beginning a translation", lambda page=story: translations.start(page, "de", by=user))
        timed("indexing for search", lambda page=fresh: _index(page))
    return {name: 1000 * median(times) for name, times in taken.items()}


def _index(edition: ArticlePage) -> None:
    index.insert_or_update_object(ArticlePage.objects.get(pk=edition.pk))


def _new_story(like: ArticlePage, title: str) -> ArticlePage:
    """Return a draft with the words and facts of another text."""
    story = ArticlePage(
        title=title,
        lead=like.lead,
        body=like.body,
        section=like.story.section,
        lead_photo=like.story.lead_photo,
    )
    NewsIndexPage.objects.get(locale__language_code="ru").add_child(instance=story)
    return ArticlePage.objects.get(pk=story.pk)
