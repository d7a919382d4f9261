"""Documents with something of everything, for tests of the formats and for golden files."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from news.syndication.documents import (
    Correction,
    Credit,
    Document,
    Edition,
    Item,
    Licence,
    Medium,
    Notice,
    Original,
    Photo,
    Term,
    Withdrawal,
)

SITE = "https://most.example.org"
TUNIS = timezone(timedelta(hours=1))
CC_BY = Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
FORMATS = ("rss", "atom", "json", "ninjs")


def page(path: str, fragment: str = "") -> str:
    """Return an address as the site gives it: percent-encoded."""
    return f"{SITE}{quote(path)}" + (f"#{fragment}" if fragment else "")


HARBOUR = Photo(
    url=f"{SITE}/photos/hLq2/harbour.jpg",
    width=1600,
    height=1067,
    size=248113,
    mime_type="image/jpeg",
    alt="Женщина в красном пальто поёт на пристани",
    caption="Вера Лунина на репетиции",
    credit="Марк Бен Салем / Мост",
    copyright_notice="© Мост, 2026",
    licence=CC_BY,
    is_lead=True,
)
LIBRARY = Photo(
    url=f"{SITE}/photos/9xKd/library.webp",
    width=1200,
    height=800,
    size=90210,
    mime_type="image/webp",
    credit="Лейла Трабелси",
    licence=Licence(name="Только с разрешения автора"),
)

RELEASED = Item(
    urn="urn:uuid:6c1b7c5e-3a43-5a8b-9c55-0f4f2b7a1d11",
    url=page("/ru/news/хор-парус-поёт-в-бизерте/"),
    language="ru",
    direction="ltr",
    headline="Хор «Парус» поёт в Бизерте & других портах",
    summary="Четыре концерта за неделю; вход свободный.",
    html=(
        "<p>Хор «Парус» даст четыре концерта. &amp; Вход свободный: 5 &lt; 6.</p>\n"
        f'<figure><img src="{HARBOUR.url}" width="1600" height="1067" alt="{HARBOUR.alt}">'
        "<figcaption>Вера Лунина на репетиции. Фото: Марк Бен Салем / Мост, CC BY 4.0"
        "</figcaption></figure>"
    ),
    released_at=datetime(2026, 11, 12, 9, 30, tzinfo=TUNIS),
    changed_at=datetime(2026, 11, 13, 18, 5, 7, tzinfo=TUNIS),
    credits=(
        Credit(
            name="Вера Лунина",
            kind="author",
            role="автор",
            position="корреспондент",
            organisation="Мост",
            url=f"{SITE}/ru/people/vera-lunina/",
        ),
        Credit(name="Анна Жмых", kind="author", role="автор"),
        Credit(name="Марк Бен Салем", kind="photographer", role="фотограф"),
        Credit(name="Sonia Haddad", kind="spokesperson", role="пресс-секретарь", language="fr"),
    ),
    photos=(HARBOUR, LIBRARY),
    section=Term(
        slug="culture",
        name="Культура",
        url=f"{SITE}/ru/sections/culture/",
        scheme=f"{SITE}/ru/sections/",
    ),
    topics=(
        Term(
            slug="choir",
            name="Хор «Парус»",
            url=f"{SITE}/ru/topics/choir/",
            scheme=f"{SITE}/ru/topics/",
        ),
    ),
    dateline="Бизерта",
    corrections=(
        Correction(
            at=datetime(2026, 11, 13, 18, 5, 7, tzinfo=TUNIS),
            note="Концертов четыре, а не пять.",
            title="Исправление",
        ),
    ),
    licence=CC_BY,
    rights="© Мост. CC BY 4.0",
    comment_count=3,
    comments_url=page("/ru/news/хор-парус-поёт-в-бизерте/", "comments"),
    editions=(
        Edition(language="ru", url=page("/ru/news/хор-парус-поёт-в-бизерте/")),
        Edition(language="fr", url=f"{SITE}/fr/news/le-choeur-parus-chante-a-bizerte/"),
    ),
    version=3,
    publisher=Medium(name="Мост", url=f"{SITE}/ru/"),
    story="urn:uuid:3d0f0c52-0f5b-4c2e-8a41-7a7b0a2b6c05",
    package_url=f"{SITE}/api/v1/stories/3d0f0c52-0f5b-4c2e-8a41-7a7b0a2b6c05.ninjs",
)
PLAIN = Item(
    urn="urn:uuid:0d0e7c1c-6c35-5c1f-8c57-5ba0ac1d7f02",
    url=page("/ru/news/расписание/"),
    language="ru",
    direction="ltr",
    headline="Расписание на декабрь",
    html="<p>Библиотека открыта по средам.</p>",
    released_at=datetime(2026, 10, 1, 8, 0, tzinfo=TUNIS),
    changed_at=datetime(2026, 10, 1, 8, 0, tzinfo=TUNIS),
)
WITHDRAWN = Item(
    urn="urn:uuid:9a4b1a2a-9d3b-5b58-9a63-6d7c4c0d3e03",
    url=page("/ru/news/отменённая-встреча/"),
    language="ru",
    direction="ltr",
    headline="Отменённая встреча",
    released_at=datetime(2026, 9, 3, 12, 0, tzinfo=TUNIS),
    changed_at=datetime(2026, 11, 10, 10, 0, tzinfo=TUNIS),
    withdrawal=Withdrawal(
        at=datetime(2026, 11, 10, 10, 0, tzinfo=TUNIS),
        title="Отозвано",
        reason="Материал был основан на ошибочном сообщении.",
    ),
)
LA_PRESSE = Medium(name="La Presse", url="https://lapresse.example/choeur")
ARABIC = Item(
    urn="urn:uuid:2f8f0f3e-1f64-5f0e-8a3b-1f1f4c0f9a04",
    url=page("/ar/news/جوقة-باروس/"),
    language="ar",
    direction="rtl",
    headline="جوقة «Parus» تغني في بنزرت",
    summary="أربع حفلات في أسبوع واحد.",
    html='<div lang="ar" dir="rtl"><p>تقدّم جوقة <bdi lang="fr">Parus</bdi> أربع حفلات.</p></div>',
    released_at=datetime(2026, 11, 14, 7, 0, tzinfo=TUNIS),
    changed_at=datetime(2026, 11, 14, 7, 0, tzinfo=TUNIS),
    credits=(
        Credit(name="فيرا لونينا", kind="author", role="الكاتبة"),
        Credit(name="سنية حدّاد", kind="translator", role="المترجمة"),
        Credit(name="Karim Saïd", kind="translator", role="المترجم", language="fr"),
        Credit(name="ليلى طرابلسي", kind="editor", role="المحرّرة"),
    ),
    section=Term(
        slug="culture",
        name="ثقافة",
        url=f"{SITE}/ar/sections/culture/",
        scheme=f"{SITE}/ar/sections/",
    ),
    translation_of=Original(
        language="ru",
        url=page("/ru/news/хор-парус-поёт-в-бизерте/"),
        urn=RELEASED.urn,
        medium=LA_PRESSE,
    ),
    first_published=LA_PRESSE,
    licence=CC_BY,
    publisher=Medium(name="الجسر", url=f"{SITE}/ar/"),
    story=RELEASED.story,
    package_url=RELEASED.package_url,
)


def addresses(language: str, page: str) -> dict[str, str]:
    """Return the address of a feed page in each format."""
    return {name: f"{SITE}/{language}/feeds/{page}.{name}" for name in FORMATS}


RUSSIAN_FEED = Document(
    urn="urn:uuid:6a4d5ac3-46f6-5d2a-9f51-0c6b40cc3a10",
    key="all",
    title="Мост",
    subtitle="Новости соотечественников в Тунисе",
    language="ru",
    direction="ltr",
    home_url=f"{SITE}/ru/",
    urls=addresses("ru", "all"),
    publisher="Мост",
    publisher_url=f"{SITE}/ru/",
    updated=datetime(2026, 11, 13, 18, 5, 7, tzinfo=TUNIS),
    about_url=f"{SITE}/ru/feeds/#extension",
    stylesheet_url="/static/news/css/feed.css",
    notice=Notice(
        text="Это лента новостей: вставьте её адрес в программу для чтения.",
        link_text="Все ленты и как подписаться",
        link_url=f"{SITE}/ru/feeds/",
    ),
    rights="© Мост. CC BY 4.0",
    licence=CC_BY,
    items=(RELEASED, WITHDRAWN, PLAIN),
    hubs=(f"{SITE}/websub/",),
    previous=addresses("ru", "all/2026-11.4f2a"),
)
RUSSIAN_ARCHIVE = replace(
    RUSSIAN_FEED,
    urls=addresses("ru", "all/2026-10.99aa"),
    updated=PLAIN.changed_at,
    items=(PLAIN,),
    current=addresses("ru", "all"),
    previous=addresses("ru", "all/2026-09.1b1b"),
    next=addresses("ru", "all/2026-11.4f2a"),
)
ARABIC_FEED = replace(
    RUSSIAN_FEED,
    urn="urn:uuid:b6c8a4f4-5a36-5a0c-8d0b-40a6b5a0d511",
    title="الجسر",
    subtitle="أخبار الجالية في تونس",
    language="ar",
    direction="rtl",
    home_url=f"{SITE}/ar/",
    urls=addresses("ar", "section-culture"),
    key="section-culture",
    publisher="الجسر",
    publisher_url=f"{SITE}/ar/",
    updated=ARABIC.changed_at,
    about_url=f"{SITE}/ar/feeds/#extension",
    notice=Notice(
        text="هذه خلاصة أخبار: انسخ عنوانها إلى قارئ الخلاصات.",
        link_text="كل الخلاصات وكيفية الاشتراك",
        link_url=f"{SITE}/ar/feeds/",
    ),
    rights="© الجسر. CC BY 4.0",
    items=(ARABIC,),
    hubs=(),
    previous={},
)
ADVANCE = replace(
    RELEASED,
    released_at=datetime(2026, 12, 1, 10, 0, tzinfo=TUNIS),
    changed_at=datetime(2026, 11, 28, 16, 40, tzinfo=TUNIS),
    embargo_until=datetime(2026, 12, 1, 10, 0, tzinfo=TUNIS),
    embargo_words="Под эмбарго до 1 декабря 2026, 10:00 (UTC+01:00)",
    html=RELEASED.html.replace("harbour.jpg", "harbour.jpg?ticket=5.7.1764579660:c2lnbmF0dXJl"),
    photos=(replace(HARBOUR, url=f"{HARBOUR.url}?ticket=5.7.1764579660:c2lnbmF0dXJl"),),
    corrections=(),
    comment_count=0,
    comments_url="",
    editions=(),
    version=1,
    package_url="",
)
CANCELLED = replace(
    WITHDRAWN,
    url=f"{SITE}/ru/",
    headline="Отменено",
    withdrawal=replace(
        WITHDRAWN.withdrawal,
        title="Отменено",
        reason="Выход этого материала отменён: не публикуйте его.",
    ),
)
# A partner's own feed says no address of itself: it would tell the key.
ADVANCE_FEED = replace(
    RUSSIAN_FEED,
    key="ru",
    urls={},
    hubs=(),
    previous={},
    updated=ADVANCE.changed_at,
    items=(ADVANCE, CANCELLED),
)
EMPTY_FEED = replace(RUSSIAN_FEED, items=(), hubs=(), previous={}, subtitle="")

DOCUMENTS = {
    "ru-all": RUSSIAN_FEED,
    "ru-all-2026-10": RUSSIAN_ARCHIVE,
    "ar-section-culture": ARABIC_FEED,
    "ru-empty": EMPTY_FEED,
    "ru-advance": ADVANCE_FEED,
}
