"""Making the demo newsroom: all of it, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from news.articles.editions import ArticlePage
from news.articles.stories import Story
from news.articles.vocabulary import Section, Topic
from news.demo.furniture import furnish
from news.demo.manuscripts import Clock, read_stories, read_vocabulary
from news.demo.models import DemoObject
from news.demo.telling import Teller
from news.desk.glossary.models import Term
from news.newsroom.models import NewsroomSettings
from news.people.models import Organisation, Person
from news.photos.models import Paper, Photo

CONTENT = (Story, Section, Topic, Person, Organisation, Photo, Paper, Term)
FILES = (Photo, Paper)
REFERRING = (ArticlePage, Person, Photo)


class NotEmpty(Exception):
    """The demo can't be made here; the message says why, to a person."""


def is_here() -> bool:
    """Say whether the demo newsroom has been made and not been taken away."""
    return DemoObject.objects.exists()


def make(tell: Callable[[str], object]) -> None:
    """Make the demo newsroom, telling how far it is; raises `NotEmpty`."""
    _refuse_where_something_is()
    stories = read_stories()
    with _no_files_left_by_failure(), transaction.atomic(), _referred_once():
        tell(_("Inviting people and developing photos …"))
        furniture = furnish(read_vocabulary(), stories)
        tell(_("Writing, translating and releasing %(count)d stories …") % {"count": len(stories)})
        Teller(furniture, Clock.of(NewsroomSettings.load().zone)).tell(stories)


def _refuse_where_something_is() -> None:
    if is_here():
        raise NotEmpty(
            _("The demo newsroom is here already. “manage.py demo --remove” takes it away.")
        )
    if NewsroomSettings.load().name_ru or any(model.objects.exists() for model in CONTENT):
        raise NotEmpty(
            _("This newsroom has content of its own. The demo is made only where there is none.")
        )


@contextmanager
def _referred_once() -> Iterator[None]:
    """Look once, at the end, what each row refers to: at each save it would take long."""
    saved: dict[tuple[type[Model], object], None] = {}

    def remember(instance: Model, **_kwargs: object) -> None:
        saved[type(instance), instance.pk] = None

    for model in REFERRING:
        post_save.connect(remember, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in REFERRING:
            post_save.disconnect(remember, sender=model)
    for model, pk in saved:
        ReferenceIndex.create_or_update_for_object(model._base_manager.get(pk=pk))


@contextmanager
def _no_files_left_by_failure() -> Iterator[None]:
    """Delete the files of rows that a failed transaction takes back."""
    stored = []

    def remember(instance: Photo | Paper, **_kwargs: object) -> None:
        stored.append(instance.file)

    for model in FILES:
        post_save.connect(remember, sender=model)
    try:
        yield
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
    finally:
        for model in FILES:
            post_save.disconnect(remember, sender=model)
