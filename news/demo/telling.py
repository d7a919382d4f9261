"""Telling the demo's stories in the order in which they happened, with the newsroom's verbs."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from news.articles import releases, translations, tree, withdrawals
from news.articles.circumstances import under
from news.articles.editions import ArticlePage, EditionCredit, EditionLink
from news.articles.ledger import ReleaseKind
from news.articles.stories import LinkKind, Story
from news.comments.models import Comment, CommentState
from news.demo.bodies import Writer
from news.demo.furniture import Furniture
from news.demo.manuscripts import Clock, versions_of, with_dates
from news.demo.models import DemoObject
from news.desk import assignments
from news.people.models import Role

# Moments that the files leave open: drafts under way, updates and withdrawals of a day.
_ORIGINAL_BEGUN, _TRANSLATION_BEGUN = 2, 1
_AFTERNOON = "17:00"
_NAMES = {"dateline": "dateline_place"}


@dataclass(frozen=True)
class Event:
    """Something that happened to an edition."""

    moment: datetime
    key: str
    language: str
    happen: Callable[[], Any]


@dataclass
class Teller:
    """Tells stories with what stands in the newsroom."""

    furniture: Furniture
    clock: Clock
    began: datetime = field(default_factory=timezone.now)
    stories: dict[str, Story] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    pages: dict[tuple[str, str], int] = field(default_factory=dict)

    def tell(self, written: list[dict[str, Any]]) -> None:
        """Make all stories, each edition brought to the state it is written in."""
        self.roles = {role.key: role for role in Role.objects.all()}
        self.stories = {
            story["key"]: Story.objects.create(
                source_language=story["source"], created_at=min(self._moments(story))
            )
            for story in written
        }
        DemoObject.note(*self.stories.values())
        events = [event for story in written for event in self._events(story)]
        for event in sorted(events, key=lambda event: event.moment):
            with under(at=event.moment.astimezone(UTC)):
                event.happen()
            self._date_back(event)
        DemoObject.note(*ArticlePage.objects.filter(pk__in=self.pages.values()))
        for story in written:
            self._collect_comments(story)
            for wish in story.get("wishes", []):
                self._wish(story, wish)

    def _moments(self, story: dict[str, Any]) -> Iterator[datetime]:
        for language, edition in story["editions"].items():
            yield self._begun(edition, is_source=language == story["source"])

    def _begun(self, edition: dict[str, Any], *, is_source: bool) -> datetime:
        if "days_ago" in edition:
            return self.clock.release_of(edition)
        return self.clock.moment(_ORIGINAL_BEGUN if is_source else _TRANSLATION_BEGUN, _AFTERNOON)

    def _events(self, story: dict[str, Any]) -> Iterator[Event]:
        day = self.clock.release_of(story["editions"][story["source"]]).date()
        for language, edition in story["editions"].items():
            event = partial(Event, key=story["key"], language=language)
            told = partial(with_dates, released_on=day, language=language)
            first, *later = (
                told(words, region=self.furniture.region) for words in versions_of(edition)
            )
            is_source = language == story["source"]
            begun = self._begun(edition, is_source=is_source)
            begin = self._begin_source if is_source else self._begin_translation
            yield event(begun, happen=partial(begin, story, language, first))
            for update, words in zip(edition.get("updates", []), later, strict=True):
                moment = self.clock.moment(update["days_ago"], update.get("at", _AFTERNOON))
                yield event(moment, happen=partial(self._update, story, language, update, words))
            if edition["status"] == "withdrawn":
                moment = self.clock.moment(edition["withdrawn_days_ago"], _AFTERNOON)
                reason = edition["withdrawal_reason"]
                yield event(moment, happen=partial(self._withdraw, story, language, reason))

    def _page(self, story: dict[str, Any], language: str) -> ArticlePage:
        return ArticlePage.objects.get(pk=self.pages[story["key"], language])

    def _begin_source(self, story: dict[str, Any], language: str, words: dict[str, Any]) -> None:
        own = self.stories[story["key"]]
        author = self.furniture.accounts[story["credits"][0]["person"]]
        page = ArticlePage(
            translation_key=own.pk,
            section=self.furniture.sections[story["section"]],
            lead_photo=self.furniture.photos.get(story.get("lead_photo", "")),
            album_url=story.get("album_url", ""),
            owner=author,
        )
        page.topics = [self.furniture.topics[key] for key in story["topics"]]
        page.credits = [
            self._credit(credit, place) for place, credit in enumerate(story["credits"])
        ]
        page.links = list(self._links(story))
        self._write(page, words, own.pk, language)
        tree.news_index(language).add_child(instance=page)
        self.pages[story["key"], language] = page.pk
        self._bring_on(page, story["editions"][language])

    def _credit(self, credit: dict[str, Any], place: int) -> EditionCredit:
        return EditionCredit(
            person=self.furniture.people[credit["person"]],
            role=self.roles[credit["role"]],
            position=self.furniture.position(credit),
            sort_order=place,
        )

    def _links(self, story: dict[str, Any]) -> Iterator[EditionLink]:
        if "follow_up_of" in story:
            to = self.stories[story["follow_up_of"]]
            yield EditionLink(to=to, kind=LinkKind.CONTINUES, sort_order=0)
        for place, key in enumerate(story.get("related", []), start=1):
            yield EditionLink(to=self.stories[key], kind=LinkKind.SEE_ALSO, sort_order=place)

    def _write(
        self, page: ArticlePage, words: dict[str, Any], story: uuid.UUID, language: str
    ) -> None:
        for name in words.keys() - {"body"}:
            setattr(page, _NAMES.get(name, name), words[name])
        writer = Writer(self.furniture, lambda key: self.pages.get((key, language)))
        page.body = writer.body(words["body"], uuid.uuid5(story, language))

    def _begin_translation(
        self, story: dict[str, Any], language: str, words: dict[str, Any]
    ) -> None:
        edition = story["editions"][language]
        first, *others = edition["translators"]
        account = self.furniture.accounts[first]
        source = ArticlePage.objects.get(pk=self.pages[story["key"], story["source"]])
        page = translations.start(source, language, by=account)
        self.pages[story["key"], language] = page.pk
        self._write(page, words, source.story_id, language)
        for place, key in enumerate(others, start=1):
            page.credits.add(self._credit({"person": key, "role": "translator"}, place))
        self._bring_on(page, edition)

    def _bring_on(self, page: ArticlePage, edition: dict[str, Any]) -> None:
        """Bring what has been begun to where its file says it stands."""
        if edition["status"] not in {"released", "withdrawn"}:
            # As the editor does with a page that nobody sees yet.
            page.save()
        match edition["status"]:
            case "released" | "withdrawn":
                releases.release(page, by=self.furniture.chief)
            case "scheduled":
                releases.schedule(page, self.clock.release_of(edition), by=self.furniture.chief)
            case status:
                page.save_revision(user=page.owner)
                workflow = page.get_workflow() if status == "review" else None
                if workflow:
                    workflow.start(page, page.owner)

    def _update(
        self, story: dict[str, Any], language: str, update: dict[str, Any], words: dict[str, Any]
    ) -> None:
        page = self._page(story, language)
        self._write(page, words, page.story_id, language)
        kind = ReleaseKind(update["kind"])
        releases.release(page, by=self.furniture.chief, kind=kind, note=update.get("note", ""))

    def _withdraw(self, story: dict[str, Any], language: str, reason: str) -> None:
        withdrawals.withdraw([self._page(story, language)], reason, by=self.furniture.chief)

    def _wish(self, story: dict[str, Any], wish: dict[str, Any]) -> None:
        own, language = self.stories[story["key"]], wish["language"]
        assignments.ask(
            own,
            language,
            by=self.furniture.chief,
            wanted_on=self.clock.moment(-wish["in_days"], _AFTERNOON).date(),
            note=wish.get("note", ""),
        )
        if "claimed_by" in wish:
            assignments.claim(own, language, by=self.furniture.accounts[wish["claimed_by"]])

    def _date_back(self, event: Event) -> None:
        """Have Wagtail's own history say when this happened, too."""
        pk, moment = self.pages[event.key, event.language], event.moment
        Revision.page_revisions.filter(object_id=str(pk), created_at__gt=self.began).update(
            created_at=moment
        )
        PageLogEntry.objects.filter(page_id=pk, timestamp__gt=self.began).update(timestamp=moment)
        for name in ("first_published_at", "last_published_at", "latest_revision_created_at"):
            Page.objects.filter(pk=pk, **{f"{name}__gt": self.began}).update(**{name: moment})

    def _collect_comments(self, story: dict[str, Any]) -> None:
        Comment.objects.bulk_create(
            self._comment(story, comment) for comment in story.get("comments", [])
        )

    def _comment(self, story: dict[str, Any], comment: dict[str, Any]) -> Comment:
        is_settled = comment["status"] != CommentState.PENDING
        written_at = self.clock.moment(comment["days_ago"], comment["at"])
        return Comment(
            story=self.stories[story["key"]],
            language=comment["language"],
            name=comment["name"],
            text=comment["text"],
            state=CommentState(comment["status"]),
            written_at=written_at,
            moderated_at=written_at if is_settled else None,
            moderated_by=self.furniture.chief if is_settled else None,
        )
