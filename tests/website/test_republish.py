"""Whoever republishes a text gets a copy of it, as far as licence and rights allow."""

import html as markup
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html as parser

from news.articles import releases, withdrawals
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage, EditionCredit
from news.newsroom.models import Licence, NewsroomSettings
from news.photos.models import Rights
from news.syndication.addresses import absolute
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    draft,
    released,
    released_translation,
    role,
)
from tests.layered import LayeredClient

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
BUTTON = 'class="button" href="'
ENDINGS = ("html", "txt", "md")


@pytest.fixture(autouse=True)
def open_newsroom(newsroom) -> NewsroomSettings:
    """The newsroom, whose texts anybody may republish."""
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()
    return newsroom


def close(newsroom: NewsroomSettings) -> None:
    """Reserve all rights in the texts."""
    newsroom.licence = Licence.objects.get(key="all-rights-reserved")
    newsroom.save()


def address_of(edition: ArticlePage, form: str = "") -> str:
    return f"{edition.url_path}republish/" + (f"?as={form}" if form else "")


def page_of(reader, edition: ArticlePage) -> str:
    response = reader.get(address_of(edition))
    assert response.status_code == 200
    return response.content.decode()


def copies_of(reader, edition: ArticlePage) -> dict[str, str]:
    """Return what each field of the page holds."""
    page = parser.fromstring(page_of(reader, edition))
    fields = {field.get("id"): field.text for field in page.iter("textarea")}
    return {ending: fields[f"copy-{ending}"].removeprefix("\n") for ending in ENDINGS}


def in_body(*photos) -> list[dict]:
    return ArticlePage().body.stream_block.to_python(
        [
            {"type": "paragraph", "value": "<p>Хор <b>поёт</b>.</p>"},
            *(
                {
                    "type": "photo",
                    "value": {
                        "image": {"image": photo.pk, "decorative": False, "alt_text": "Хор"},
                        "caption": "",
                    },
                }
                for photo in photos
            ),
        ]
    )


def test_an_article_leads_to_its_copies(reader) -> None:
    edition = released()
    page = reader.get(edition.url).content.decode()
    assert f'{BUTTON}{quote(edition.url_path)}republish/" rel="nofollow"' in page
    assert edition.title in page_of(reader, edition)


@pytest.mark.parametrize("form", ["", *ENDINGS])
def test_there_is_no_copy_where_all_rights_are_reserved(reader, open_newsroom, form) -> None:
    close(open_newsroom)
    edition = released()
    page = reader.get(edition.url).content.decode()
    assert BUTTON not in page
    assert "Прежде чем перепечатать текст, напишите нам." in page
    assert reader.get(address_of(edition, form)).status_code == 404


def test_there_is_no_copy_without_a_licence(reader, open_newsroom) -> None:
    open_newsroom.licence = None
    open_newsroom.save()
    assert reader.get(address_of(released())).status_code == 404


def test_there_is_no_copy_of_a_draft(reader) -> None:
    assert reader.get(f"/ru/news/{draft().slug}/republish/").status_code == 404


@pytest.mark.parametrize("is_open", [True, False])
def test_a_withdrawn_text_is_gone_with_its_copies(reader, open_newsroom, is_open: bool) -> None:
    edition = released(title="Отозванный заголовок")
    withdrawals.withdraw([edition], "Проверяем сведения.")
    if not is_open:
        close(open_newsroom)
    for form in ("", *ENDINGS):
        response = reader.get(address_of(edition, form))
        assert response.status_code == 410
        assert "Проверяем сведения." in response.content.decode()
        assert "Отозванный заголовок" not in response.content.decode()


def test_copies_move_with_the_edition(reader) -> None:
    edition = released()
    before = address_of(edition)
    releases.change_address(edition, "новый-адрес")
    response = reader.get(before)
    assert response.status_code == 301
    assert unquote(response["Location"]) == "/ru/news/новый-адрес/republish/"


def test_a_copy_in_another_language_is_not_at_this_address(reader) -> None:
    edition = released()
    assert reader.get(f"/fr/news/{edition.slug}/republish/").status_code == 404


def test_each_copy_bears_text_author_source_and_licence(reader) -> None:
    author = PersonFactory(slug="vera", name_ru="Вера Лунина")
    edition = released(
        title="Хор & оркестр",
        lead="Вход свободный.",
        text='<p>Поют <b>все</b>: 2 * 2. <a href="https://e.org/">Тут</a></p>',
        authors=[author],
        at=MOMENT,
    )
    copies = copies_of(reader, edition)
    address = absolute(edition.url_path)
    licence = "https://creativecommons.org/licenses/by/4.0/"
    for copy in copies.values():
        assert address in copy
        assert licence in copy
        assert "Вера Лунина" in copy
        assert "Вход свободный." in copy
    assert "<h1>Хор &amp; оркестр</h1>" in copies["html"]
    assert "<b>все</b>: 2 * 2." in copies["html"]
    assert copies["txt"].startswith("Хор & оркестр\n\n")
    assert "Поют все: 2 * 2. Тут (https://e.org/)" in copies["txt"]
    assert copies["md"].startswith("# Хор & оркестр\n\n")
    assert r"Поют **все**: 2 \* 2. [Тут](https://e.org/)" in copies["md"]
    assert f"[Мост]({address})" in copies["md"]


def test_the_html_is_one_clean_element_that_stands_alone(reader) -> None:
    edition = released(lead_photo=PhotoFactory(), body=in_body(PhotoFactory()))
    copy = copies_of(reader, edition)["html"]
    root = parser.fragment_fromstring(copy)
    assert (root.tag, root.get("lang"), root.get("dir")) == ("article", "ru", "ltr")
    assert root.find("div") is None
    assert not root.xpath("//@class | //@id | //@style | //script | //link | //meta")
    addresses = root.xpath("//@href | //@src")
    assert addresses
    assert all(each.startswith(("http://", "https://")) for each in addresses)
    assert len(root.xpath("//figure/img")) == len(root.xpath("//figure/figcaption")) == 2


def test_copies_keep_notes_of_corrections(reader) -> None:
    edition = released(at=MOMENT)
    edition.lead = "Иначе."
    releases.release(edition, kind=ReleaseKind.CORRECTION, note="Хор основан в 2018 году.")
    for copy in copies_of(reader, edition).values():
        assert "Хор основан в 2018 году." in copy


def test_a_translation_names_translator_author_and_original(reader) -> None:
    author = PersonFactory(slug="vera")
    source = released(authors=[author])
    translation = released_translation(source, "fr")
    translator = PersonFactory(name_fr="Amira Ben Salah")
    translation.credits.add(EditionCredit(person=translator, role=role("translator")))
    translation = releases.release(translation)
    for copy in copies_of(reader, translation).values():
        assert "Nom vera" in copy
        assert "Amira Ben Salah" in copy
        assert quote(source.url_path) in copy


def test_an_arabic_copy_runs_from_right_to_left(reader) -> None:
    edition = released_translation(released(), "ar", title="الجوقة", text="<p>نص</p>")
    page = page_of(reader, edition)
    assert '<html lang="ar" dir="rtl">' in page
    assert 'lang="ar" dir="rtl">\n# الجوقة' in page
    assert copies_of(reader, edition)["html"].startswith('<article lang="ar" dir="rtl">')
    file = reader.get(address_of(edition, "html")).content.decode()
    assert file.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')


def forbidden_photos() -> list:
    """Return a photo for each reason for which nobody else may have it."""
    return [
        PhotoFactory(title="siteonly", credit_ru="Первый", rights=Rights.SITE),
        PhotoFactory(
            title="reserved",
            credit_ru="Второй",
            licence=Licence.objects.get(key="all-rights-reserved"),
        ),
    ]


def test_photos_that_may_not_be_taken_are_counted_and_no_more(reader) -> None:
    kept, free = forbidden_photos(), PhotoFactory(title="free", credit_ru="Третий")
    expired = PhotoFactory(title="expired", credit_ru="Четвёртый")
    edition = released(lead_photo=kept[0], body=in_body(free, kept[1], expired))
    expired.expires_at = timezone.now() - timedelta(minutes=1)
    expired.save()
    page = page_of(reader, edition)
    files = [reader.get(address_of(edition, form)).content.decode() for form in ENDINGS]
    for text in (page, *files):
        assert "Третий" in text
        assert "/free" in text
        for word in ("Первый", "Второй", "Четвёртый", "siteonly", "reserved", "expired"):
            assert word not in text
    assert re.search(r"\b1\b\D+\b3\b", parser.fromstring(page).text_content())


def test_a_page_without_photos_to_take_says_so(reader) -> None:
    page = page_of(reader, released(lead_photo=forbidden_photos()[0]))
    assert "/photos/" not in page
    assert 'id="photos"' in page


def test_each_photo_has_its_words_and_a_file_to_take(reader) -> None:
    page = parser.fromstring(page_of(reader, released(lead_photo=PhotoFactory())))
    shown, taken = page.xpath("//li//img/@src")[0], page.xpath("//li//a[@download]/@href")[-1]
    assert shown == taken
    assert shown.startswith("/photos/")
    assert reader.get(taken)["Content-Type"] == "image/jpeg"
    words = page.xpath("//ul[@class='prints']")[0].text_content()
    assert "Самир Хаддади" in words
    assert "CC BY 4.0" in words


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("html", "text/html; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("md", "text/markdown; variant=CommonMark; charset=utf-8"),
    ],
)
def test_each_form_is_a_file_to_download(reader, form: str, media_type: str) -> None:
    edition = released(slug="хор")
    response = reader.get(address_of(edition, form))
    assert response["Content-Type"] == media_type
    name = quote(f"хор.{form}")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response["X-Robots-Tag"] == "noindex"
    text = response.content.decode()
    assert copies_of(reader, edition)[form].strip() in text
    assert ('<link rel="canonical" href="http' in text) == (form == "html")


def test_search_engines_are_told_to_leave_the_page_out(reader) -> None:
    page = page_of(reader, released())
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical"' not in page


def test_the_page_gives_the_line_that_names_the_original(reader) -> None:
    edition = released()
    line = f'<link rel="canonical" href="{absolute(edition.url_path)}">'
    assert markup.escape(line) in page_of(reader, edition)


def test_an_unknown_form_is_no_page(reader) -> None:
    assert reader.get(address_of(released(), "pdf")).status_code == 404


def test_the_page_needs_no_script_and_sets_no_cookie(reader) -> None:
    response = reader.get(address_of(released()))
    page = parser.fromstring(response.content.decode())
    assert not response.cookies
    assert [each.get("src") for each in page.iter("script")] == ["/static/news/js/copies.js"]
    assert all(each.get("hidden") is not None for each in page.xpath("//*[@data-copies]"))
    assert len(page.xpath("//textarea[@readonly]")) == len(ENDINGS)


def test_copies_are_kept_ready_and_go_stale_with_the_text(tmp_path) -> None:
    reader = LayeredClient(tmp_path / "ready")
    edition = released()
    addresses = [address_of(edition, form) for form in ("", *ENDINGS)]
    kept = {each: reader.get(each).content for each in addresses}
    built = reader.built
    assert {each: reader.get(f"{each}{'&' if '?' in each else '?'}utm=x").content
            for each in addresses} == kept  # fmt: skip
    assert reader.built == built
    assert len(set(kept.values())) == len(kept)
    withdrawals.withdraw([edition], "Ошибка.")
    assert {reader.get(each).status_code for each in addresses} == {410}


def test_a_copy_is_found_by_its_slug_not_by_a_walk_of_its_language(reader) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts rows, then chooses")
    address = address_of(released())
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    found = next(each["sql"] for each in asked if '"slug" =' in each["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {found}")
        plan = " ".join(step for *_numbers, step in cursor.fetchall())
    assert "(slug=?)" in plan
    assert "(language=?)" not in plan
