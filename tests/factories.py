"""Factories: a released edition, a person, a photo, each with one call."""

import io
from datetime import datetime
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Pixels

from news.articles import releases, translations, tree
from news.articles.circumstances import under
from news.articles.models import ArticlePage, Section, Topic
from news.newsroom.models import Licence
from news.people.models import Organisation, Person, Position, Role
from news.photos.models import Paper, Photo


class UserFactory(factory.django.DjangoModelFactory):
    """An account; `groups` are names of the newsroom's groups."""

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    @factory.post_generation
    def groups(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for name in extracted or ():
            self.groups.add(Group.objects.get(name=name))


class SectionFactory(factory.django.DjangoModelFactory):
    """A section named in Russian."""

    slug = factory.Sequence(lambda n: f"section{n}")
    name_ru = factory.LazyAttribute(lambda section: f"Рубрика {section.slug}")

    class Meta:
        model = Section


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic named in Russian."""

    slug = factory.Sequence(lambda n: f"topic{n}")
    name_ru = factory.LazyAttribute(lambda topic: f"Тема {topic.slug}")

    class Meta:
        model = Topic


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An organisation named in Russian."""

    name_ru = factory.Sequence(lambda n: f"Организация {n}")

    class Meta:
        model = Organisation


class PersonFactory(factory.django.DjangoModelFactory):
    """A person named in Russian and in Latin letters."""

    slug = factory.Sequence(lambda n: f"person{n}")
    name_ru = factory.LazyAttribute(lambda person: f"Имя {person.slug}")
    name_fr = factory.LazyAttribute(lambda person: f"Nom {person.slug}")

    class Meta:
        model = Person


class PositionFactory(factory.django.DjangoModelFactory):
    """A position of a person in an organisation."""

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title_ru = "директор"

    class Meta:
        model = Position


def jpeg(width: int = 60, height: int = 40, colour: str = "navy") -> bytes:
    """Return a small JPEG."""
    out = io.BytesIO()
    Pixels.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


class PhotoFactory(factory.django.DjangoModelFactory):
    """A photo that may be released in Russian, French and Arabic."""

    title = factory.Sequence(lambda n: f"Фото {n}")
    file = factory.LazyAttribute(lambda photo: ContentFile(jpeg(), f"{photo.title}.jpg"))
    credit_ru = "Самир Хаддади"
    credit_fr = "Samir Haddadi"
    credit_ar = "سمير حدّادي"
    alt_ru = "Хор на сцене"
    alt_fr = "Le chœur sur scène"
    alt_ar = "الجوقة على المسرح"
    licence = factory.LazyFunction(lambda: Licence.objects.get(key="cc-by-4.0"))

    class Meta:
        model = Photo


class PaperFactory(factory.django.DjangoModelFactory):
    """A document to download."""

    title = factory.Sequence(lambda n: f"Документ {n}")
    file = factory.LazyAttribute(lambda paper: ContentFile(b"%PDF-1.4\n", "paper.pdf"))

    class Meta:
        model = Paper


def role(kind: str) -> Role:
    """Return the standing role of a kind: author, photographer, translator …"""
    return Role.objects.get(key=kind)


def draft(
    language: str = "ru", *, title: str = "Хор споёт в Бизерте", **fields: Any
) -> ArticlePage:
    """Return an unreleased source edition; lists `topics` and `authors` become its facts."""
    topics, authors = fields.pop("topics", ()), fields.pop("authors", ())
    text = fields.pop("text", "<p>Двадцать шесть детей готовят программу.</p>")
    fields.setdefault("body", [("paragraph", text)])
    edition = ArticlePage(title=title, **fields)
    edition.topics = list(topics)
    tree.news_index(language).add_child(instance=edition)
    for order, person in enumerate(authors):
        edition.credits.add(
            type(edition).credits.rel.related_model(
                person=person, role=role("author"), sort_order=order
            )
        )
    edition.save()
    return ArticlePage.objects.get(pk=edition.pk)


def released(language: str = "ru", *, at: datetime | None = None, **fields: Any) -> ArticlePage:
    """Return a released source edition, released at a moment (UTC) where one is given."""
    with under(at=at):
        return releases.release(draft(language, **fields))


def translated(
    source: ArticlePage,
    language: str = "fr",
    *,
    title: str = "Le chœur chantera à Bizerte",
    text: str = "<p>Vingt-six enfants préparent le programme.</p>",
    by: Any = None,
    **fields: Any,
) -> ArticlePage:
    """Return an unreleased translation with words of its own."""
    editor = by or UserFactory(is_superuser=True)
    edition = translations.start(source, language, by=editor)
    edition.title = title
    edition.body = [("paragraph", text)]
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.save_revision(user=by)
    return edition


def released_translation(
    source: ArticlePage, language: str = "fr", *, at: datetime | None = None, **fields: Any
) -> ArticlePage:
    """Return a released translation."""
    with under(at=at):
        return releases.release(translated(source, language, **fields))
