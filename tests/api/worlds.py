"""A small newsroom with one of everything that the API can tell."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage
from news.newsroom.models import Licence, NewsroomSettings
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
)


@dataclass
class World:
    """What there is to ask for."""

    source: ArticlePage
    translation: ArticlePage
    moved: ArticlePage
    withdrawn: ArticlePage
    unreleased: ArticlePage
    deleted_urn: str
    paths: dict[str, str] = field(default_factory=dict)


def build() -> World:
    """Make the newsroom; whatever it says is the same in every run but ids and dates."""
    newsroom = NewsroomSettings.load()
    for name, value in {
        "name_ru": "Парус",
        "name_fr": "La Voile",
        "tagline_ru": "Новости хора",
        "about_ru": "<p>Кто <b>мы</b>.</p>",
        "terms_fr": "Citez-nous.",
        "contact_email": "news@example.org",
        "licence": Licence.objects.get(key="cc-by-4.0"),
    }.items():
        setattr(newsroom, name, value)
    newsroom.save()
    person = PersonFactory(slug="vera", name_ru="Вера", name_fr="Vera", bio_ru="Пишет.")
    PositionFactory(person=person)
    facts: dict[str, Any] = {
        "section": SectionFactory(slug="culture", name_fr="Culture"),
        "topics": [TopicFactory(slug="music"), TopicFactory(slug="choir")],
        "authors": [person],
    }
    expiry = timezone.now().replace(year=timezone.now().year + 5)
    source = released(
        title="Хор споёт",
        lead="Четыре концерта.",
        dateline_place="Бизерта",
        lead_photo=PhotoFactory(expires_at=expiry),
        at=datetime(2026, 3, 1, tzinfo=UTC),
        **facts,
    )
    translation = released_translation(source, "fr", title="Le chœur chantera")
    releases.release(source, kind=ReleaseKind.CORRECTION, note="Концертов четыре.")
    moved = released(title="Переезд", slug="before")
    moved = releases.change_address(moved, "after")
    withdrawn = released(title="Взято назад", slug="taken-back")
    withdrawals.withdraw([withdrawn], "Проверяем сведения.")
    deleted = released(title="Удалено", slug="deleted")
    urn = deleted.urn
    deleted.delete()
    return World(
        source=source,
        translation=translation,
        moved=moved,
        withdrawn=ArticlePage.objects.get(pk=withdrawn.pk),
        unreleased=draft(title="Черновик"),
        deleted_urn=urn,
        paths={
            "before": "/ru/news/before/",
            "after": "/ru/news/after/",
            "withdrawn": "/ru/news/taken-back/",
            "deleted": "/ru/news/deleted/",
        },
    )
