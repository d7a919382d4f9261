"""A small newsroom that has something of everything readers can be shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from news.articles import releases, withdrawals
from news.articles.circumstances import under
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage, EditionCredit
from news.comments import moderation
from news.comments.models import Comment
from news.newsroom.models import NewsroomSettings
from news.website.paths import republish_path
from tests import factories

OPENED = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
WORDS: dict[str, dict[str, str]] = {
    "ru": {
        "title": "Хор «Парус» споёт в Бизерте",
        "lead": "Четыре концерта за одну неделю; вход свободный.",
        "place": "Бизерта",
        "text": "<p>Хор приедет в <b>последнюю неделю</b> ноября.</p><ul><li>Гавань</li></ul>",
        "more": "<p>Ноты прислала группа Parus Quartet из Lyon.</p>",
        "heading": "Где и когда",
        "quotation": "Мы ждём всех, кто любит петь",
        "speaker": "руководитель хора",
        "alt": "Дети поют на пристани",
        "caption": "Репетиция в гавани",
        "card": "Запись концерта",
        "paper": "Программа",
        "label": "Вход",
        "value": "свободный",
        "counted": "детей в хоре",
        "old": "Отменённая встреча",
        "reason": "Сообщение было ошибочным.",
        "correction": "Концертов четыре, а не пять.",
        "comment": "Придём всей семьёй!",
        "query": "хор",
        "culture": "Культура",
        "choir": "Хор",
        "newsroom": "Мост",
        "tagline": "Новости соотечественников",
        "person": "Анна Ковалёва",
        "position": "корреспондент",
    },
    "ar": {
        "title": "جوقة «باروس» تغنّي في بنزرت",
        "lead": "أربع حفلات في أسبوع واحد والدخول مجاني.",
        "place": "بنزرت",
        "text": "<p>تصل الجوقة في <b>الأسبوع الأخير</b> من نوفمبر.</p><ul><li>الميناء</li></ul>",
        "more": "<p>أرسلت فرقة Parus Quartet النوتات من Lyon.</p>",
        "heading": "أين ومتى",
        "quotation": "ننتظر كل من يحبّ الغناء",
        "speaker": "قائد الجوقة",
        "alt": "أطفال يغنّون على الرصيف",
        "caption": "تدريب في الميناء",
        "card": "تسجيل الحفلة",
        "paper": "البرنامج",
        "label": "الدخول",
        "value": "مجاني",
        "counted": "طفلا في الجوقة",
        "old": "لقاء أُلغي",
        "reason": "كان الخبر خاطئا.",
        "correction": "الحفلات أربع لا خمس.",
        "comment": "سنأتي مع العائلة كلّها!",
        "query": "جوقة",
        "culture": "ثقافة",
        "choir": "الجوقة",
        "newsroom": "الجسر",
        "tagline": "أخبار الجالية",
        "person": "آنا كوفاليوفا",
        "position": "مراسلة",
    },
}


@dataclass(frozen=True)
class World:
    """Where things are, by language."""

    editions: dict[str, ArticlePage]
    gone: dict[str, ArticlePage]

    def pages(self, language: str) -> dict[str, str]:
        """Return the address of a page of each type that answers 200."""
        home = f"/{language}/"
        return {
            "front": home,
            "archive": f"{home}news/",
            "edition": self.editions[language].url_path,
            "copies": republish_path(self.editions[language]),
            "section": f"{home}sections/culture/",
            "topic": f"{home}topics/choir/",
            "people": f"{home}people/",
            "person": f"{home}people/anna/",
            "search": f"{home}search/?q={WORDS[language]['query']}",
            "feeds": f"{home}feeds/",
            "about": f"{home}about/",
        }

    def missing(self, language: str) -> dict[str, str]:
        """Return addresses that answer with an error, and say so on a page."""
        return {"404": f"/{language}/news/x/", "410": self.gone[language].url_path}


def _named(language: str, **fields: str) -> dict[str, str]:
    words = WORDS[language]
    return {build_localized_fieldname(field, language): words[key] for field, key in fields.items()}


def _in_both(**fields: str) -> dict[str, str]:
    return {**_named("ru", **fields), **_named("ar", **fields)}


def _body(language: str, photo: Any, paper: Any, speaker: Any) -> list[tuple[str, Any]]:
    words = WORDS[language]
    use = {"image": photo, "caption": words["caption"]}
    return [
        ("paragraph", words["text"]),
        ("heading", words["heading"]),
        ("photo", use),
        ("quote", {"text": words["quotation"], "speaker": speaker, "position": None}),
        ("quote", {"text": words["quotation"], "speaker_text": words["speaker"]}),
        ("gallery", {"photos": [use, use, use]}),
        ("embed", {"url": "https://example.org/concert", "title": words["card"]}),
        ("document", {"document": paper, "title": words["paper"]}),
        (
            "facts",
            {
                "title": words["heading"],
                "lines": [{"label": words["label"], "value": words["value"]}],
            },
        ),
        (
            "links",
            {
                "title": words["heading"],
                "lines": [{"title": words["card"], "url": "https://example.org/more"}],
            },
        ),
        ("number", {"value": "26", "text": words["counted"]}),
        ("paragraph", words["more"]),
    ]


def _said_of_itself() -> None:
    licence = factories.Licence.objects.get(key="cc-by-4.0")
    about = {f"about_{code}": WORDS[code]["text"] for code in WORDS}
    terms = {f"terms_{code}": WORDS[code]["lead"] for code in WORDS}
    NewsroomSettings.objects.update_or_create(
        defaults={
            **_in_both(name="newsroom", tagline="tagline"),
            **about,
            **terms,
            "contact_email": "desk@example.org",
            "licence": licence,
        }
    )


def build() -> World:
    """Make the newsroom: two stories, each in Russian and Arabic, one of them withdrawn."""
    _said_of_itself()
    section = factories.SectionFactory(slug="culture", **_in_both(name="culture"))
    topic = factories.TopicFactory(slug="choir", **_in_both(name="choir"))
    photo = factories.PhotoFactory(
        file=factories.ContentFile(factories.jpeg(1200, 800, "teal"), "choir.jpg"),
        credit_ar="Samir Haddadi / Most",
        **_in_both(alt="alt", caption="caption"),
    )
    anna = factories.PersonFactory(
        slug="anna",
        gender="f",
        portrait=photo,
        name_fr="Anna",
        **_in_both(name="person", bio="lead"),
    )
    factories.PositionFactory(person=anna, **_in_both(title="position"))
    paper = factories.PaperFactory()
    first = _tell(section, topic, photo, paper, anna)
    old = _tell_withdrawn(section)
    _discuss(first["ru"].story)
    return World(editions=first, gone=old)


def _tell(section: Any, topic: Any, photo: Any, paper: Any, anna: Any) -> dict[str, ArticlePage]:
    shared = {"section": section, "topics": [topic], "authors": [anna], "lead_photo": photo}
    russian = factories.released(
        at=OPENED,
        album_url="https://example.org/album",
        **shared,
        **_text("ru", _body("ru", photo, paper, anna)),
    )
    arabic = factories.released_translation(
        russian, "ar", at=OPENED, **_text("ar", _body("ar", photo, paper, anna))
    )
    translator = factories.PersonFactory(name_fr="Claire Martin", name_ru="")
    EditionCredit.objects.create(
        page=arabic, person=translator, role=factories.role("translator"), sort_order=0
    )
    # The Arabic text is behind: corrected first, so that the original changes after it.
    for edition in (arabic, russian):
        _correct(edition)
    editions = (russian, arabic)
    return {each.language: ArticlePage.objects.get(pk=each.pk) for each in editions}


def _text(language: str, body: list[tuple[str, Any]]) -> dict[str, Any]:
    words = WORDS[language]
    return {
        "title": words["title"],
        "lead": words["lead"],
        "dateline_place": words["place"],
        "body": body,
    }


def _correct(edition: ArticlePage) -> None:
    releases.release(
        ArticlePage.objects.get(pk=edition.pk),
        kind=ReleaseKind.CORRECTION,
        note=WORDS[edition.language]["correction"],
    )


def _tell_withdrawn(section: Any) -> dict[str, ArticlePage]:
    with under(at=OPENED):
        russian = factories.released(title=WORDS["ru"]["old"], section=section)
        arabic = factories.released_translation(russian, "ar", title=WORDS["ar"]["old"])
    editions = {"ru": russian, "ar": arabic}
    for language, edition in editions.items():
        withdrawals.withdraw([edition], WORDS[language]["reason"])
    return editions


def _discuss(story: Any) -> None:
    for language, words in WORDS.items():
        comment = Comment.objects.create(
            story=story,
            language=language,
            name=words["person"],
            text=words["comment"],
            written_at=timezone.now(),
        )
        moderation.approve(comment)
