"""How much a channel brings, as far as the last months tell."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from news.articles.models import ArticlePage, Section
from news.articles.placements import Placement
from news.articles.querysets import is_released
from news.newsroom.languages import codes
from news.syndication.channels import ALL

SPAN = timedelta(days=90)
WEEKS = SPAN / timedelta(days=7)
AN_HOUR = 3600
_KEY = "partners-rhythm"


def counts() -> dict[str, int]:
    """Return how many texts came out within the last 90 days, by channel: `fr:section:3`.

    Of sections and whole languages; a channel that isn't named had none. An hour old at most:
    nobody misses one more, and a busy archive is not counted for each visitor.
    """
    return cache.get_or_set(_KEY, _count, AN_HOUR)


def _count() -> dict[str, int]:
    since = timezone.now() - SPAN
    editions = ArticlePage.objects.released().filter(language__in=codes(), released_at__gte=since)
    whole = editions.order_by().values_list("language").annotate(Count("pk"))
    placements = Placement.objects.filter(
        is_released("edition__"),
        kind=Section.kind,
        subject_id__in=list(Section.objects.values_list("pk", flat=True)),
        language__in=codes(),
        released_at__gte=since,
    )
    placed = placements.order_by().values_list("language", "subject_id").annotate(Count("pk"))
    return {
        **{f"{language}:{ALL}": count for language, count in whole},
        **{f"{language}:{Section.kind}:{pk}": count for language, pk, count in placed},
    }
