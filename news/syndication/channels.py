"""Channels: a language with everything, or with one section, topic or person."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import pgettext

from news.articles.models import ArticlePage, EditionCredit, Section, Story, StoryCredit, Topic
from news.articles.querysets import EditionQuerySet
from news.newsroom.languages import Localized
from news.people.models import Person

ALL = "all"
KINDS: dict[str, type[Section] | type[Topic] | type[Person]] = {
    "section": Section,
    "topic": Topic,
    "person": Person,
}

Subject = Section | Topic | Person


@dataclass(frozen=True, slots=True)
class Channel:
    """What one subscribes to; without a subject it is everything in the language."""

    language: str
    subject: Subject | None = None

    @property
    def key(self) -> str:
        """The name in addresses: `all`, `section-culture`."""
        return self.subject.channel_key if self.subject else ALL

    @property
    def stable_key(self) -> str:
        """The name in notices, which no rename changes: `all`, `section:3`."""
        return f"{self.subject.kind}:{self.subject.pk}" if self.subject else ALL

    @property
    def name(self) -> Localized:
        """The name for people, with the language it is really in."""
        if self.subject:
            return self.subject.name_in(self.language)
        return Localized(pgettext("channel", "Everything"), self.language)

    @property
    def description(self) -> str:
        """What is in it, where the newsroom has said so in this language."""
        if self.subject is None or isinstance(self.subject, Person):
            return ""
        return getattr(self.subject, f"description_{self.language.replace('-', '_')}") or ""

    def editions(self) -> EditionQuerySet:
        """Return the editions that belong here, whether released or not."""
        editions = ArticlePage.objects.filter(language=self.language)
        if isinstance(self.subject, Section):
            return editions.filter(story__section=self.subject)
        if isinstance(self.subject, Topic):
            about = Story.topics.through.objects.filter(topic=self.subject)
            return editions.filter(story__in=about.values("story"))
        if isinstance(self.subject, Person):
            on_story = StoryCredit.objects.filter(person=self.subject).values("story")
            on_edition = EditionCredit.objects.filter(person=self.subject).values("page")
            return editions.filter(Q(story__in=on_story) | Q(pk__in=on_edition))
        return editions


def find(language: str, key: str) -> Channel | None:
    """Return the channel of this name, None where there is none."""
    if key == ALL:
        return Channel(language)
    kind, _dash, slug = key.partition("-")
    if kind not in KINDS:
        return None
    subject = KINDS[kind].objects.filter(slug=slug).first()
    if subject is None or (isinstance(subject, Person) and _is_out_of_sight(subject)):
        return None
    return Channel(language, subject)


def moved(key: str) -> str | None:
    """Return the present name of a channel whose subject was renamed or merged."""
    kind, _dash, slug = key.partition("-")
    if kind not in KINDS:
        return None
    model = KINDS[kind]
    subject = model.objects.filter(slug=slug).first() or model.at_former_slug(slug)
    if isinstance(subject, Person) and subject.merged_into:
        subject = subject.merged_into
    if subject is None or (isinstance(subject, Person) and _is_out_of_sight(subject)):
        return None
    return subject.channel_key


def _is_out_of_sight(person: Person) -> bool:
    return person.is_hidden or person.merged_into_id is not None
