"""Whatever a process keeps of its pages, they show every change at once, whoever made it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connections, transaction
from django.test import Client
from wagtail.blocks import StreamValue
from wagtail.models import Page

from news.articles import releases, tree, withdrawals
from news.articles.known import Known
from news.articles.models import ArticlePage, EditionCredit, EditionLink, PlainPage, Section, Topic
from news.articles.stories import LinkKind
from news.comments.models import Comment
from news.newsroom.generation import Generation, mark_shared, raise_generation
from news.newsroom.models import Licence, NewsroomSettings
from news.people.merging import merge, set_hidden
from news.people.models import Organisation, Person, Position, Role
from news.photos.models import Paper, Photo, Rendition
from tests.factories import (
    OrganisationFactory,
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
)

MOMENT = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
EXPIRY = MOMENT + timedelta(days=40)


def photo_block(photo: Photo) -> dict:
    """Return a photo block whose words are the photo's own."""
    image = {"image": photo.pk, "decorative": False, "alt_text": ""}
    return {"type": "photo", "value": {"image": image, "caption": ""}}


def body(
    words: str, *, photo: Photo, speaker: Position, paper: Paper, link: ArticlePage
) -> StreamValue:
    """Return a text that names something of everything shared."""
    quote = {
        "text": "Мы поём.",
        "speaker": speaker.person_id,
        "position": speaker.pk,
        "speaker_text": "",
    }
    paragraph = f'<p>{words} <a id="{link.pk}" linktype="page">там</a>.</p>'
    blocks = [
        {"type": "paragraph", "value": paragraph},
        {"type": "quote", "value": quote},
        photo_block(photo),
        {"type": "document", "value": {"document": paper.pk, "title": ""}},
    ]
    return ArticlePage().body.stream_block.to_python(blocks)


@dataclass
class World:
    """A story in two languages that shows all there is, and a story that it links to."""

    source: ArticlePage
    translation: ArticlePage
    linked: ArticlePage

    @property
    def paths(self) -> list[str]:
        """The addresses of everything that shows some of it."""
        lists = ("", "news/", "sections/culture/", "topics/music/", "people/vera/", "people/")
        feeds = ("feeds/all.rss", "feeds/all.json", "feeds/section-culture.atom")
        return [
            self.source.url_path,
            self.translation.url_path,
            *(f"/ru/{rest}" for rest in (*lists, *feeds)),
            *("/fr/", "/fr/people/vera/", "/fr/feeds/all.rss"),
        ]

    def pages(self) -> dict[str, tuple[int, bytes]]:
        """Return what a reader gets now at each address."""
        reader = Client()
        answers = {path: reader.get(path) for path in self.paths}
        return {path: (got.status_code, got.content) for path, got in answers.items()}


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(MOMENT + timedelta(days=3), tick=True):
        yield


@pytest.fixture
def world(db) -> World:
    """The newsroom with that story, all of it looked at before."""
    newsroom = NewsroomSettings.load()
    newsroom.name_ru, newsroom.name_fr = "Мост", "Le Pont"
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()
    for title, slug in (("О нас", "o-nas"), ("Помочь", "pomoch")):
        plain = PlainPage(title=title, slug=slug)
        tree.front_page("ru").add_child(instance=plain)
        plain.save_revision().publish()
    organisation = OrganisationFactory(name_ru="Школа", name_fr="École")
    author = PositionFactory(
        person=PersonFactory(slug="vera", name_ru="Вера", name_fr="Véra"),
        organisation=organisation,
        title_ru="дирижёр",
        title_fr="cheffe",
    )
    topic, section = TopicFactory(slug="music"), SectionFactory(slug="culture")
    linked = released(title="Прежде", slug="prezhde", at=MOMENT)
    alike = released(title="Похожее", slug="pohozhee", topics=[topic], section=section, at=MOMENT)
    released(title="Далее", at=MOMENT)
    named = {
        "photo": PhotoFactory(expires_at=EXPIRY, caption_ru="На сцене", caption_fr="Sur scène"),
        "speaker": author,
        "paper": PaperFactory(),
        "link": linked,
    }
    edition = draft(
        title="Хор споёт",
        slug="khor",
        section=section,
        topics=[topic],
        authors=[author.person],
        lead_photo=PhotoFactory(expires_at=EXPIRY, caption_ru="Хор", caption_fr="Chœur"),
    )
    edition.body = body("Двадцать шесть детей,", **named)
    edition.links.add(EditionLink(to=linked.story, kind=LinkKind.CONTINUES))
    source = releases.release(edition)
    translation = released_translation(source, "fr", body=body("Vingt-six enfants,", **named))
    translator = PersonFactory(slug="amira", name_fr="Amira")
    translation.credits.add(EditionCredit(person=translator, role=role("translator")))
    translation = releases.release(translation)
    assert alike.url_path in Client().get(source.url_path).content.decode()
    world = World(source, translation, linked)
    world.pages()
    return world


def save(model: type, which: dict, **values: object) -> Callable[[World], None]:
    """Return a change of these columns of one row, by its save."""

    def change(world: World) -> None:
        row = model.objects.get(**which)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return change


def with_newest(model: type, **values: object) -> Callable[[World], None]:
    """Return a change of these columns of the newest row."""
    return lambda world: save(model, {"pk": model.objects.latest("pk").pk}, **values)(world)


def correct(world: World) -> None:
    edition = ArticlePage.objects.get(pk=world.source.pk)
    edition.lead = "Иначе."
    releases.release(edition, kind="correction", note="Мы ошиблись.")


def comment(world: World) -> None:
    made = Comment.objects.create(story=world.source.story, language="ru", name="Т.", text="Да")
    made.state = "approved"
    made.save()


def release_another_language(world: World) -> None:
    released_translation(
        ArticlePage.objects.get(pk=world.source.pk), "ar", title="الجوقة", text="<p>نص</p>"
    )


def rewrite_text(world: World) -> None:
    """Change a text without a release, as imports and erasures do."""
    edition = ArticlePage.objects.get(pk=world.source.pk)
    edition.body = [("paragraph", "<p>Совсем другое.</p>")]
    edition.save()


def move_link_target(world: World) -> None:
    releases.change_address(ArticlePage.objects.get(pk=world.linked.pk), "inache")


def merge_author(world: World) -> None:
    merge(Person.objects.get(slug="vera"), PersonFactory(slug="zoya", name_ru="Зоя"))


def swap_facts(world: World) -> None:
    edition = ArticlePage.objects.get(pk=world.source.pk)
    edition.topics = [TopicFactory(slug="dance", name_ru="Танец")]
    edition.credits.get().delete()
    edition.credits.add(EditionCredit(person=PersonFactory(), role=role("author")))
    releases.release(edition)


def swap_facts_without_a_release(world: World) -> None:
    edition = ArticlePage.objects.get(pk=world.source.pk)
    edition.topics = [TopicFactory(slug="dance", name_ru="Танец")]
    raise_generation()
    Client().get("/ru/feeds/all.rss")
    edition.save()


def continue_story(world: World) -> None:
    after = draft(title="Продолжение")
    after.links.add(EditionLink(to=world.source.story, kind=LinkKind.CONTINUES))
    releases.release(after)


CHANGES: dict[str, Callable[[World], None]] = {
    "person renamed": save(Person, {"slug": "vera"}, name_ru="Вероника", name_fr="Véronique"),
    "person's slug changed": save(Person, {"slug": "vera"}, slug="veronika"),
    "person hidden": lambda world: set_hidden(Person.objects.get(slug="vera"), True),
    "person merged": merge_author,
    "translator renamed": save(Person, {"slug": "amira"}, name_ru="Амина", name_fr="Amina"),
    "position renamed": save(Position, {"title_ru": "дирижёр"}, title_ru="хормейстер"),
    "organisation renamed": save(Organisation, {"name_ru": "Школа"}, name_ru="Лицей"),
    "role renamed": save(Role, {"key": "author"}, title_ru="перо", title_fr="plume", kind="other"),
    "section renamed": save(Section, {"slug": "culture"}, name_ru="Искусство"),
    "topic renamed": save(Topic, {"slug": "music"}, name_ru="Песни"),
    "lead photo's caption changed": save(Photo, {"caption_ru": "Хор"}, caption_ru="Другой хор"),
    "photo's caption changed": save(Photo, {"caption_ru": "На сцене"}, caption_ru="В зале"),
    "photo's credit changed": save(Photo, {"caption_ru": "На сцене"}, credit_ru="Другой"),
    "photo for the site only": save(Photo, {"caption_ru": "На сцене"}, rights="site"),
    "photo's time set": save(Photo, {"caption_ru": "На сцене"}, expires_at=MOMENT),
    "lead photo's time set": save(Photo, {"caption_ru": "Хор"}, expires_at=MOMENT),
    "licence renamed": save(Licence, {"key": "cc-by-4.0"}, name_ru="Вольная", name_fr="Libre"),
    "document renamed": with_newest(Paper, title="Другой документ"),
    "newsroom renamed": save(NewsroomSettings, {}, name_ru="Маяк", name_fr="Le Phare"),
    "tagline written": save(NewsroomSettings, {}, tagline_ru="Для своих", tagline_fr="Pour nous"),
    "terms written": save(NewsroomSettings, {}, terms_ru="Берите.", terms_fr="Prenez."),
    "newsroom's address changed": save(NewsroomSettings, {}, contact_email="most@example.org"),
    "language closed": save(NewsroomSettings, {}, active_languages=["ru", "fr"]),
    "comments closed everywhere": save(NewsroomSettings, {}, comments_open=False),
    "plain page renamed": save(PlainPage, {"slug": "pomoch"}, title="Как помочь"),
    "plain page renamed by its bare page": save(Page, {"slug": "pomoch"}, title="Помогите"),
    "plain page unpublished": lambda world: PlainPage.objects.first().unpublish(),
    "plain pages in another order": lambda world: PlainPage.objects.last().move(
        tree.front_page("ru"), pos="first-child"
    ),
    "cut of a photo gone": lambda world: Rendition.objects.filter(
        image__caption_ru="На сцене"
    ).delete(),
    "correction": correct,
    "comment approved": comment,
    "translation released": release_another_language,
    "sibling withdrawn": lambda world: withdrawals.withdraw([world.translation], "Ошибка."),
    "link target withdrawn": lambda world: withdrawals.withdraw([world.linked], "Ошибка."),
    "link target moved": move_link_target,
    "text changed without a release": rewrite_text,
    "facts changed": swap_facts,
    "facts changed without a release": swap_facts_without_a_release,
    "story continued": continue_story,
}


def words(answer: tuple[int, bytes]) -> str:
    """Return an answer as it reads, whatever binds its words."""
    return answer[1].decode().replace("\u00a0", " ")


def clear_caches() -> None:
    for cache in caches.all():
        cache.clear()


def assert_as_if_nothing_were_kept(world: World, before: dict[str, tuple[int, bytes]]) -> None:
    now = world.pages()
    assert now != before
    mark_shared()
    clear_caches()
    assert now == world.pages()


def test_a_change_is_shown_at_once(world, subtests) -> None:
    before = world.pages()
    for name, change in CHANGES.items():
        with subtests.test(name), transaction.atomic():
            change(world)
            assert_as_if_nothing_were_kept(world, before)
            transaction.set_rollback(True)
        # Feeds are kept by counted generations, which the next change would count again.
        clear_caches()
    assert world.pages() == before


@pytest.mark.django_db(transaction=True)
def test_changes_by_other_processes_are_shown_at_once(world) -> None:
    for name in ("person renamed", "photo's time set", "newsroom renamed", "link target withdrawn"):
        before = world.pages()
        connections.close_all()
        child = os.fork()
        if child == 0:
            CHANGES[name](world)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        assert status == 0, name
        assert_as_if_nothing_were_kept(world, before)


def test_what_heads_every_page_says_where_the_reader_is(db) -> None:
    for slug in ("culture", "sport"):
        edition = released(section=SectionFactory(slug=slug))
    heads = {
        "/ru/": '<a href="/ru/" aria-current="page">',
        "/ru/news/": '<a href="/ru/">',
        "/ru/sections/culture/": '<a href="/ru/sections/culture/" aria-current="true">',
        "/ru/sections/sport/": '<a href="/ru/sections/sport/" aria-current="true">',
        edition.url_path: '<a href="/ru/sections/sport/" aria-current="true">',
        "/fr/sections/sport/": '<a href="/fr/sections/sport/" aria-current="true">',
    }
    for path, marked in heads.items():
        text = Client().get(path).content.decode()
        plate = text[text.index('<div class="masthead__name">') : text.index("</header>")]
        assert marked in plate, path
        assert plate.count("aria-current") == ("aria-current" in marked), path


def test_a_photo_whose_time_ends_is_gone_though_nothing_was_saved(world) -> None:
    shown = Photo.objects.get(caption_ru="На сцене")
    before = world.pages()
    assert shown.key in before[world.source.url_path][1].decode()
    with time_machine.travel(EXPIRY - timedelta(seconds=1), tick=False):
        assert shown.key in world.pages()[world.source.url_path][1].decode()
    with time_machine.travel(EXPIRY, tick=False):
        for path, (_status, content) in world.pages().items():
            for photo in Photo.objects.all():
                assert photo.key not in content.decode(), path
        assert_as_if_nothing_were_kept(world, before)


def test_what_a_rollback_took_back_is_not_shown(world) -> None:
    before = world.pages()
    try:
        with transaction.atomic():
            CHANGES["person renamed"](world)
            assert "Вероника" in world.pages()[world.source.url_path][1].decode()
            raise RuntimeError
    except RuntimeError:
        clear_caches()
    assert world.pages() == before
    CHANGES["organisation renamed"](world)
    assert "Вероника" not in world.pages()[world.source.url_path][1].decode()


def test_nothing_is_kept_where_no_number_says_how_long_it_is_good(world) -> None:
    Generation.objects.all().delete()
    assert Known().number is None
    world.pages()
    Person.objects.filter(slug="vera").update(name_ru="Вероника")
    assert "Вероника" in world.pages()[world.source.url_path][1].decode()


def test_the_same_text_in_another_language_has_the_words_of_that(world) -> None:
    original = ArticlePage.objects.get(pk=world.source.pk)
    translation = ArticlePage.objects.get(pk=world.translation.pk)
    translation.body = original.body
    translation.save()
    pages = world.pages()
    for path in (world.source.url_path, "/ru/feeds/all.rss"):
        assert "На сцене" in words(pages[path])
    for path in (world.translation.url_path, "/fr/feeds/all.rss"):
        assert "Sur scène" in words(pages[path])
        assert "На сцене" not in words(pages[path])


def test_a_preview_shows_the_draft_and_leaves_nothing_behind(world) -> None:
    before = world.pages()
    drafted = ArticlePage.objects.get(pk=world.source.pk)
    drafted.body = [("paragraph", "<p>Ещё не решено.</p>")]
    drafted.lead_photo = None
    drafted.save_revision()
    preview = drafted.get_latest_revision_as_object().make_preview_request()
    preview.render()
    assert "Ещё не решено." in words((200, preview.content))
    assert world.pages() == before


def test_a_photo_that_cannot_be_read_now_is_shown_once_it_can(world, monkeypatch) -> None:
    before = world.pages()[world.source.url_path]
    mark_shared()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(Photo, "get_rendition", fail)
        assert world.pages()[world.source.url_path] != before
    assert world.pages()[world.source.url_path] == before
