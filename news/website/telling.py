"""What is known about one edition, read from the database before it is put into words."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from news.articles.models import ArticlePage, Correction, EditionCredit, Story, Topic
from news.people.models import Credit, Position
from news.photos.models import Photo
from news.website.body import body_photos, load_speakers
from news.website.frame import Frame, build_frame
from news.website.paths import edition_path, home_path
from news.website.pictures import load_renditions


@dataclass(slots=True)
class Telling:
    """What was gathered about one edition, before it is put into words."""

    page: ArticlePage
    story: Story
    facts: Any
    frame: Frame
    topics: list[Topic]
    siblings: list[ArticlePage]
    credits: list[Credit]
    translators: dict[int, list[EditionCredit]]
    corrections: list[Correction]
    photos: list[Photo]

    @property
    def source(self) -> ArticlePage | None:
        """The source edition, where the public sees it."""
        wanted = self.story.source_language
        return next((each for each in self.siblings if each.language == wanted), None)


def gather(page: ArticlePage, request: HttpRequest) -> Telling:
    """Read what the page needs in a fixed number of queries.

    Facts come from the story, as released; a preview of the source shows its own draft.
    """
    story = page.story
    is_preview = getattr(request, "is_preview", False)
    is_draft = is_preview and page.is_source
    facts = page if is_draft else story
    editions = ArticlePage.objects.released().filter(story=story)
    siblings = list(
        editions.only(
            "language",
            "url_path",
            "path",
            "depth",
            "title",
            "released_at",
            "changed_at",
            "made_from_version",
            "story_id",
        )
    )
    for sibling in siblings:
        sibling.story = story
    paths = {sibling.language: edition_path(sibling) for sibling in siblings}
    load_speakers(page.body)
    photos = [photo for photo in (facts.lead_photo, *body_photos(page.body)) if photo]
    load_renditions(photos)
    return Telling(
        page=page,
        story=story,
        facts=facts,
        frame=build_frame(
            page.language,
            section=facts.section,
            in_language=lambda code: paths.get(code, home_path(code)),
        ),
        topics=list(facts.topics.all()),
        siblings=siblings,
        credits=list(page.credits.all()) if is_draft else _credits(story),
        translators=_translators(page, siblings, is_preview=is_preview),
        corrections=list(Correction.objects.filter(edition__story=story)),
        photos=photos,
    )


def _credits(story: Story) -> list[Credit]:
    positions = Position.objects.select_related("organisation")
    credits = story.credits.select_related("person", "role", "position__organisation")
    return list(credits.prefetch_related(Prefetch("person__positions", positions)))


def _translators(
    page: ArticlePage, siblings: list[ArticlePage], *, is_preview: bool
) -> dict[int, list[EditionCredit]]:
    translations = [each.pk for each in siblings if not each.is_source]
    by_page: dict[int, list[EditionCredit]] = defaultdict(list)
    rows = EditionCredit.objects.filter(page__in=translations).select_related(
        "person", "role", "position__organisation"
    )
    for credit in rows:
        by_page[credit.page_id].append(credit)
    if is_preview and not page.is_source:
        by_page[page.pk] = list(page.credits.all())
    return by_page
