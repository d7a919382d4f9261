"""What is known about one edition, read from the database before it is put into words."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from news.articles.known import Credited, Known
from news.articles.models import ArticlePage, Story, Topic
from news.people.models import Credit, RoleKind
from news.photos.models import Photo
from news.website import reading
from news.website.body import Body, kept_body, rendered_body
from news.website.frame import Frame, build_frame
from news.website.paths import edition_path, home_path
from news.website.pictures import load_renditions
from news.website.reading import Noted
from news.website.rows import Sibling, settle_facts, siblings


@dataclass(slots=True)
class Telling:
    """What was gathered about one edition, before it is put into words."""

    page: ArticlePage
    story: Story
    facts: Any
    frame: Frame
    body: Body
    topics: list[Topic]
    siblings: list[Sibling]
    credits: list[Credit] | list[Credited]
    edition_credits: dict[int, list[Any]]
    corrections: list[Noted]
    photos: list[Photo]

    @property
    def is_draft(self) -> bool:
        """Whether the facts are not those of the story, but a preview's own."""
        return self.facts is not self.story

    def translators(self, edition: Sibling | None = None) -> list[Any]:
        """Who translated an edition, this one unless another is named."""
        return self._own(edition, RoleKind.TRANSLATOR)

    def revisers(self, edition: Sibling | None = None) -> list[Any]:
        """Who edited a translation, this one unless another is named."""
        return self._own(edition, RoleKind.EDITOR)

    def _own(self, edition: Sibling | None, kind: RoleKind) -> list[Any]:
        own = self.edition_credits.get((edition or self.page).pk, [])
        return [credit for credit in own if credit.role.kind == kind]

    @property
    def source(self) -> Sibling | None:
        """The source edition, where the public sees it."""
        wanted = self.story.source_language
        return next((each for each in self.siblings if each.language == wanted), None)


def gather(page: ArticlePage, request: HttpRequest) -> Telling:
    """Read what the page needs in a fixed number of queries.

    Facts come from the story, as released; a preview of the source shows its own draft.
    """
    known = Known()
    story = page.story
    is_preview = getattr(request, "is_preview", False)
    is_draft = is_preview and page.is_source
    facts = page if is_draft else story
    if not is_draft:
        settle_facts([story], known)
    beside = siblings(story)
    paths = {each.language: edition_path(each) for each in beside}
    if is_draft:
        load_renditions([facts.lead_photo])
    body = rendered_body(page) if is_preview else kept_body(page, known)
    edition_credits = reading.edition_credits(story, known)
    if is_preview and not page.is_source:
        edition_credits[page.pk] = list(page.credits.all())
    return Telling(
        page=page,
        story=story,
        facts=facts,
        frame=build_frame(
            page.language,
            section=facts.section,
            in_language=lambda code: paths.get(code, home_path(code)),
            known=known,
        ),
        body=body,
        topics=list(facts.topics.all()) if is_draft else reading.topics(story, known),
        siblings=beside,
        credits=list(page.credits.all()) if is_draft else reading.credits(story, known),
        edition_credits=edition_credits,
        corrections=reading.corrections(story.pk),
        photos=[photo for photo in (facts.lead_photo, *body.photos) if photo],
    )
