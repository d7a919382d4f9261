"""A story in six languages, each in a state of its own, and all that belongs to one of them."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model, Q
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Comment, Page, Revision, WorkflowState

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage, Story
from news.desk import assignments
from news.newsroom.phrases import ORIGINAL_IN
from news.syndication.formats import FORMATS
from tests.factories import (
    PersonFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    draft,
    released,
    released_translation,
    translated,
)

TITLES = {
    "ru": "Хор споёт в Бизерте",
    "en": "Choir to sing in Bizerte",
    "fr": "Le chœur chantera à Bizerte",
    "ar": "الجوقة تغنّي في بنزرت",
    "es": "El coro cantará en Bizerta",
    "de": "Chor singt in Biserta",
}

IN_LANGUAGES = (
    r"^(на \d+ язык|in \d+ languages?$|en \d+ langues?$|en \d+ idiomas?$|in \d+ Sprache|.*لغ)"
)
TAG = r"(<|&lt;)%s(>|&gt;)"
STALE_MARK = frozenset({"made_from", "made_from_version"})
TRANSLATIONS = frozenset({"workTranslation", "translationOfWork", "translation_of", "original"})


def again(edition: ArticlePage) -> ArticlePage:
    """Return the edition as the database has it."""
    return ArticlePage.objects.get(pk=edition.pk)


def words(code: str) -> dict[str, str]:
    """Return a headline and a text that tell their language."""
    return {"title": TITLES[code], "text": f"<p>{TITLES[code]}: {code}.</p>"}


def beside(edition: ArticlePage) -> None:
    """Give a public edition a draft with a remark that waits, asked of somebody, and lock it."""
    edition = again(edition)
    edition.title = f"Второй вариант {edition.language}"
    author = UserFactory(groups=["Editors"])
    edition.save_revision(user=author)
    Comment.objects.create(
        page=edition, user=author, text="Проверить", contentpath="title", position=""
    )
    Page.objects.filter(pk=edition.pk).update(
        locked=True, locked_by=author, locked_at=timezone.now()
    )


def reviewed(edition: ArticlePage) -> None:
    """Submit an edition for review."""
    edition = again(edition)
    edition.get_workflow().start(edition, UserFactory(groups=[f"Translators {edition.language}"]))


def released_in_many() -> Story:
    """Return a story whose original is public; five languages stand in five places."""
    section, topic = SectionFactory(slug="culture"), TopicFactory(slug="music")
    # A story of every language beside it, so that no list is empty.
    other = released(title="Другое", section=section, topics=[topic])
    for code in ("en", "fr", "ar", "es", "de"):
        released_translation(other, code, title=f"Other {code}", text=f"<p>Other {code}</p>")
    source = released(
        slug="hor",
        section=section,
        topics=[topic],
        authors=[PersonFactory(slug="vera")],
        **words("ru"),
    )
    beside(source)
    beside(released_translation(source, "en", **words("en")))
    released_translation(source, "fr", **words("fr"))
    later = translated(source, "ar", **words("ar"))
    releases.schedule(later, timezone.now() + timedelta(days=1))
    reviewed(translated(source, "es", **words("es")))
    back = released_translation(source, "de", **words("de"))
    withdrawals.withdraw([back], "Die Zahlen stimmten nicht.")
    assignments.ask(source.story, "es", by=UserFactory(groups=["Editors"]), note="Скоро")
    return source.story


def unreleased_in_many() -> Story:
    """Return a story that nobody has released, begun in all languages."""
    source = draft(slug="hor-skoro", **words("ru"))
    for code in ("en", "fr", "ar", "de"):
        translated(source, code, **words(code))
    reviewed(translated(source, "es", **words("es")))
    beside(source.story.editions.get(language="de"))
    return source.story


def rows(edition: ArticlePage) -> dict[str, Any]:
    """Return every row of the database that belongs to an edition, whatever its table."""
    kept = {"edition": _values(ArticlePage, pk=edition.pk)}
    for model in apps.get_models():
        if model is ArticlePage or model is Page or model._meta.proxy:
            continue
        for query in _belonging(model, edition):
            found = list(model._base_manager.filter(query).order_by("pk").values())
            kept.setdefault(model._meta.label, []).extend(found)
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder, default=str))


def without_stale_mark(kept: dict[str, Any]) -> dict[str, Any]:
    """Return rows less the mark: which text of the original was translated, and that it changed.

    An advance copy of a translation has facts of the original, and is told anew with them.
    """
    texts = [
        {**row, "content": _without_mark(row["content"])} for row in kept["wagtailcore.Revision"]
    ]
    edition = [_without_mark(row) for row in kept["edition"]]
    told = [row for row in kept["news.Message"] if row["event"] != "changed"]
    rest = {name: rows for name, rows in kept.items() if name != "news.Advance"}
    return {**rest, "edition": edition, "wagtailcore.Revision": texts, "news.Message": told}


def _without_mark(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in STALE_MARK}


def _values(model: type[Model], **asked: Any) -> list[dict[str, Any]]:
    return list(model._base_manager.filter(**asked).values())


def _belonging(model: type[Model], edition: ArticlePage) -> Iterator[Q]:
    """Return how rows of a table can belong to an edition: by key, by number, by language."""
    fields = {each.name: each for each in model._meta.get_fields() if each.concrete}
    keys = {Page: edition.pk, ArticlePage: edition.pk}
    reviews = WorkflowState.objects.filter(object_id=str(edition.pk)).values("pk")
    texts = Revision.objects.filter(object_id=str(edition.pk)).values("pk")
    for name, each in fields.items():
        if not isinstance(each, ForeignKey):
            continue
        if each.related_model in keys:
            yield Q(**{name: keys[each.related_model]})
        elif each.related_model in (Revision, WorkflowState):
            belonging = texts if each.related_model is Revision else reviews
            yield Q(**{f"{name}__in": belonging})
    if "object_id" in fields and not isinstance(fields["object_id"], ForeignKey):
        yield Q(object_id=str(edition.pk))
    if "language" in fields and "story" in fields:
        yield Q(story=edition.story_id, language=edition.language)
    if "urn" in fields:
        yield Q(urn=edition.urn)
    if "story_key" in fields:
        yield Q(story_key=edition.story_id, language=edition.language)


def addresses(edition: ArticlePage) -> list[str]:
    """Return where the public could meet an edition: pages, lists, feeds, API."""
    code = edition.language
    return [
        quote(edition.url_path),
        *(f"/{code}/{path}" for path in ("", "news/", "sections/culture/", "people/vera/")),
        *(f"/{code}/feeds/all.{name}" for name in FORMATS),
        f"/api/v1/editions/{edition.urn}",
        f"/api/v1/stories?language={code}",
    ]


def public(edition: ArticlePage) -> dict[str, tuple[int, str]]:
    """Return what the public is answered at each address, less what languages tell of others."""
    reader = Client()
    answers = {}
    for address in addresses(edition):
        answer = reader.get(address)
        text = answer.content.decode()
        if "html" in answer.headers["Content-Type"]:
            text = _without_links_in_html(text)
        elif address.startswith("/api/") or "json" in answer.headers["Content-Type"]:
            text = _told(json.loads(text), edition.language)
        else:
            # Of a feed's links, those alone that name a page of another language.
            text = re.sub(
                r'\s*<(atom:)?link rel="(alternate|via)"[^>]* hreflang="\w+"[^>]*/>', "", text
            )
            text = re.sub(r"\s*<vestnik:translation [^>]*/>", "", text)
            text = re.sub(r"\s*<dc:source>[^<]*</dc:source>", "", text)
        text = re.sub(naming_of_original(edition.language), "", text)
        answers[address] = (answer.status_code, re.sub(r"(\s|\\n)+", "", text))
    return answers


def naming_of_original(code: str) -> str:
    """Return a pattern of the paragraph that ends a translation: of what it is one."""
    with override(code):
        naming = re.escape(str(ORIGINAL_IN["ru"]))
    link, end = TAG % r"a href=[^<>&]* hreflang=[^<>&]*", TAG % "/a"
    begin = rf"\s*{TAG % 'p'}\s*({link})?{naming}({end})?"
    return rf"{begin}[^:<>]{{0,16}}:((?!/p(>|&gt;)).)*/p(>|&gt;)\s*"


def _without_links_in_html(text: str) -> str:
    """Take out links to other languages, their number, and the mark of a changed original."""
    soup = BeautifulSoup(text, "html.parser")
    for each in soup.select(
        "link[hreflang], nav.editions, header a[hreflang], dd small, "
        "section[aria-labelledby=elsewhere]"
    ):
        each.decompose()
    for span in soup.select("p.meta span"):
        if re.search(IN_LANGUAGES, span.text):
            span.decompose()
    for note in soup.select("div.note"):
        note["class"] = "note"
        for each in note.select("b, a[hreflang]"):
            each.decompose()
    for script in soup.select('script[type="application/ld+json"]'):
        script.string = _told(json.loads(script.string), "")
    return re.sub(r"\s+", " ", str(soup))


def _told(value: Any, language: str) -> str:
    """Return JSON without what it tells of other languages of a story."""
    return json.dumps(_of_one(value, language), ensure_ascii=False, indent=1)


def _of_one(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_of_one(each, language) for each in value if not _is_other(each, language)]
    if isinstance(value, dict):
        return {
            name: _of_one(each, language)
            for name, each in value.items()
            if name not in TRANSLATIONS
        }
    return value


def _is_other(value: Any, language: str) -> bool:
    """Say whether something is an edition of another language, or the text told again."""
    names = set(value.keys()) if isinstance(value, dict) else set()
    if "charCount" in names:
        return True
    is_edition = {"language", "url"} <= names or {"language", "rel"} <= names
    return is_edition and bool(language) and value["language"] != language
