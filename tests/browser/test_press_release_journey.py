"""A press release from the blank form to its withdrawal, done in the admin, seen on the site."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.articles import timetable, tree
from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from tests.browser import hands
from tests.photos import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINES = {
    "ru": "Хор «Парус» споёт в Бизерте",
    "fr": "Le chœur « Parus » chantera à Bizerte",
    "ar": "جوقة «باروس» تغنّي في بنزرت",
}
LEADS = {
    "ru": "Четыре концерта за одну неделю; вход свободный.",
    "fr": "Quatre concerts en une semaine, entrée libre.",
    "ar": "أربع حفلات في أسبوع واحد والدخول مجاني.",
}
# Ten paragraphs each: four before the photo and the quotation, six after.
PARAGRAPHS = {
    "ru": [
        "Хор «Парус» приедет в Бизерту в последнюю неделю ноября.",
        "Первый концерт пройдёт в старой гавани.",
        "В программе песни моряков и романсы.",
        "Петь будут двадцать шесть детей.",
        "Самым младшим певцам семь лет.",
        "Репетиции идут с сентября.",
        "Ноты прислали из городского архива.",
        "Второй концерт дадут в библиотеке.",
        "Третий и четвёртый пройдут в школе.",
        "Вход на все концерты свободный.",
    ],
    "fr": [
        "Le chœur « Parus » vient à Bizerte la dernière semaine de novembre.",
        "Le premier concert aura lieu au vieux port.",
        "Au programme, des chants de marins et des romances.",
        "Vingt-six enfants chanteront.",
        "Les plus jeunes ont sept ans.",
        "Les répétitions ont commencé en septembre.",
        "Les partitions viennent des archives de la ville.",
        "Le deuxième concert sera donné à la bibliothèque.",
        "Le troisième et le quatrième auront lieu à l’école.",
        "L’entrée est libre pour tous les concerts.",
    ],
    "ar": [
        "تصل جوقة «باروس» إلى بنزرت في الأسبوع الأخير من نوفمبر.",
        "تُقام الحفلة الأولى في الميناء القديم.",
        "يضمّ البرنامج أغاني البحّارة ورومانسيات.",
        "يغنّي ستة وعشرون طفلا.",
        "أصغر المغنّين في السابعة من العمر.",
        "بدأت التدريبات في سبتمبر.",
        "وصلت النوتات من أرشيف المدينة.",
        "تُقام الحفلة الثانية في المكتبة.",
        "تُقام الثالثة والرابعة في المدرسة.",
        "الدخول إلى جميع الحفلات مجاني.",
    ],
}
QUOTATIONS = {
    "ru": "Мы ждём всех, кто любит петь",
    "fr": "Nous attendons tous ceux qui aiment chanter",
    "ar": "ننتظر كل من يحبّ الغناء",
}
ALTS = {
    "ru": ("Дети поют на пристани", "Лодки у причала"),
    "fr": ("Des enfants chantent sur le quai", "Des barques à quai"),
    "ar": ("أطفال يغنّون على الرصيف", "قوارب على الرصيف"),
}
PHOTOGRAPHER = "Лейла Трабелси"
AGENCY_CREDIT = "Марк Бен Салем / Мост"
CORRECTION = "Концертов пять, а не четыре."
REASON = "La traduction est revue avec les organisateurs."


@pytest.fixture
def photos(tmp_path) -> tuple[Path, Path]:
    """Two photos that say who took them: the first in IPTC, the second in XMP."""
    choir, boats = tmp_path / "choir.jpg", tmp_path / "boats.jpg"
    lines = files.iptc((80, PHOTOGRAPHER.encode()), marker=b"\x1b%G")
    choir.write_bytes(files.with_iptc(files.saved(files.picture((1200, 800))), lines))
    boats.write_bytes(
        files.photo(size=(900, 600), creator="Марк Бен Салем", credit="Мост", caption="Лодки")
    )
    return choir, boats


def edition(language: str) -> ArticlePage:
    return ArticlePage.objects.get(language=language)


def edit(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[edition(language).pk])}")


def enter_vocabulary(page: Page, site: str) -> None:
    hands.snippet(page, site, "section", "Культура")
    hands.snippet(page, site, "organisation", "Мост")
    hands.snippet(page, site, "organisation", "Хор «Парус»")
    hands.person(
        page,
        site,
        {"ru": "Анна Ковалёва", "fr": "Anna Kovaleva", "ar": "آنا كوفاليوفا"},
        "feminine",
        at="Мост",
        ru="корреспондент",
        fr="correspondante",
        ar="مراسلة",
    )
    hands.person(page, site, {"ru": PHOTOGRAPHER}, "feminine", at="Мост", ru="фотограф")
    hands.person(
        page,
        site,
        {"ru": "Николай Арсеньев", "fr": "Nikolaï Arseniev", "ar": "نيكولاي أرسينييف"},
        "masculine",
        at="Хор «Парус»",
        ru="руководитель хора",
        fr="chef de chœur",
        ar="قائد الجوقة",
    )


def credit(page: Page, number: int, name: str, role: str) -> None:
    page.get_by_role("button", name="Add credit").click()
    hands.choose(page, page.locator(f"#id_credits-{number}-person-chooser"), name)
    page.locator(f"[name=credits-{number}-role]").select_option(label=role)
    hands.choose(page, page.locator(f"#id_credits-{number}-position-chooser"), name)


def write_press_release(page: Page, site: str, photos: tuple[Path, Path]) -> None:
    index = tree.news_index("ru")
    page.goto(f"{site}{reverse('wagtailadmin_pages:add', args=['news', 'articlepage', index.pk])}")
    page.get_by_placeholder("Headline").fill(HEADLINES["ru"])
    page.locator("[name=lead]").fill(LEADS["ru"])
    page.locator("[name=dateline_place]").fill("Бизерта")
    hands.write(page, hands.add_block(page, "Paragraph"), PARAGRAPHS["ru"][:4])
    photo = hands.add_block(page, "Photo")
    hands.upload(page, photo, photos[1], title="Лодки", licence="CC BY 4.0", alt_ru=ALTS["ru"][1])
    quotation = hands.add_block(page, "Quotation")
    quotation.locator("textarea").fill(QUOTATIONS["ru"])
    hands.choose(page, quotation.locator("[data-contentpath=speaker]"), "Арсеньев")
    hands.choose(page, quotation.locator("[data-contentpath=position]"), "Арсеньев")
    hands.write(page, hands.add_block(page, "Paragraph"), PARAGRAPHS["ru"][4:])
    hands.tab(page, "Photos and people")
    lead = page.locator("#id_lead_photo-chooser")
    hands.upload(page, lead, photos[0], title="Хор", licence="CC BY 4.0", alt_ru=ALTS["ru"][0])
    credit(page, 0, "Ковалёва", "автор")
    credit(page, 1, PHOTOGRAPHER, "фотограф")
    hands.tab(page, "Publication")
    page.locator("[name=section]").select_option(label="Культура")


def translate(page: Page, site: str, language: str) -> None:
    """As a translator: begin at the home screen, replace every word, submit."""
    page.goto(f"{site}/admin/")
    page.get_by_role("button", name="Translate").first.click()
    expect(page).to_have_url(re.compile(r"/edit/$"))
    beside = page.locator(".pairing .passage__source")
    expect(beside.filter(has_text=PARAGRAPHS["ru"][0])).to_be_visible()
    page.get_by_placeholder("Headline").fill(HEADLINES[language])
    page.locator("[name=lead]").fill(LEADS[language])
    page.locator("[name=dateline_place]").fill({"fr": "Bizerte", "ar": "بنزرت"}[language])
    blocks = hands.blocks(page)
    hands.write(page, blocks.nth(0), PARAGRAPHS[language][:4])
    blocks.nth(1).locator("[name$=alt_text]").fill(ALTS[language][1])
    blocks.nth(2).locator("textarea").fill(QUOTATIONS[language])
    hands.write(page, blocks.nth(3), PARAGRAPHS[language][4:])
    hands.tab(page, "Photos and people")
    page.locator("[name=lead_alt]").fill(ALTS[language][0])
    expect(page.locator("footer").get_by_role("button", name="Publish")).to_have_count(0)
    hands.act(page, "Submit for review")
    expect(page.locator(".messages")).to_contain_text("submitted")


def check_page(reader: Page, language: str) -> None:
    expect(reader.locator("html")).to_have_attribute("lang", language)
    expect(reader.get_by_role("heading", level=1)).to_have_text(_typeset(HEADLINES[language]))
    prose = reader.locator(".prose")
    assert prose.locator("> p").count() == len(PARAGRAPHS[language])
    for words in PARAGRAPHS[language]:
        expect(prose).to_contain_text(_typeset(words))
    expect(prose.locator("blockquote")).to_contain_text(_typeset(QUOTATIONS[language]))
    for alt, credit in zip(ALTS[language], (PHOTOGRAPHER, AGENCY_CREDIT), strict=True):
        figure = reader.locator("figure", has=reader.get_by_role("img", name=alt, exact=True))
        expect(figure.locator("figcaption")).to_contain_text(credit)
        expect(figure.locator("figcaption")).to_contain_text("CC BY 4.0")
        picture = figure.get_by_role("img")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("img => img.naturalWidth") > 0


def _typeset(words: str) -> re.Pattern[str]:
    """The site sets spaces that don't break, and quotation marks by language."""
    return re.compile(re.sub(r"\s+", r"\\s+", re.escape(words).replace(r"\ ", " ")))


def approve(page: Page, site: str, language: str) -> None:
    edit(page, site, language)
    _press_approve(page)


def _press_approve(page: Page) -> None:
    hands.act(page, re.compile("^Approve and Publish"))
    expect(page).not_to_have_url(re.compile("/edit/"))


def schedule(page: Page, site: str, language: str, moment: datetime) -> None:
    """Set the date in the newsroom's time, then approve: it is released when the date comes."""
    edit(page, site, language)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name=re.compile("[Ss]et schedule")).click()
    local = moment.astimezone(NewsroomSettings.load().zone)
    page.locator("[name=go_live_at]").fill(local.strftime("%Y-%m-%d %H:%M"))
    # By keyboard: the calendar that opens lies over the button.
    page.get_by_role("button", name="Save schedule").press("Enter")
    expect(page.locator(".messages")).to_contain_text("updated")
    _press_approve(page)


def correct(page: Page, site: str) -> None:
    edit(page, site, "ru")
    page.locator("[name=lead]").fill(LEADS["ru"].replace("Четыре", "Пять"))
    hands.act(page, "Publish")
    dialog = page.get_by_role("dialog", name="Release again")
    dialog.get_by_label("A correction").check()
    dialog.locator("[name=release_note]").fill(CORRECTION)
    dialog.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("published")


def withdraw(page: Page, site: str, language: str) -> None:
    edit(page, site, language)
    hands.act(page, "Withdraw")
    page.locator("[name=reason]").fill(REASON)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messages")).to_contain_text("Withdrawn: Français")


def test_press_release_is_written_translated_corrected_and_withdrawn(newsroom, photos):
    editor, site, reader = newsroom.editor, newsroom.site, newsroom.reader
    languages = reader.get_by_role("navigation", name=re.compile("языках|langues|لغات"))

    enter_vocabulary(editor, site)
    write_press_release(editor, site, photos)
    hands.act(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    russian = edition("ru").url_path
    assert newsroom.read(russian) == 200
    check_page(reader, "ru")

    translate(newsroom.claire, site, "fr")
    translate(newsroom.samira, site, "ar")
    assert newsroom.read(edition("fr").url_path) == 404

    approve(editor, site, "fr")
    french = edition("fr").url_path
    assert newsroom.read(french) == 200
    check_page(reader, "fr")
    expect(reader.get_by_role("main")).to_contain_text("Claire Martin")

    date = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    schedule(editor, site, "ar", date)
    edit(editor, site, "ar")
    expect(editor.locator(".strip [aria-current]")).to_contain_text("Scheduled")
    assert timetable.publish_due() == 0
    assert newsroom.read(edition("ar").url_path) == 404
    newsroom.read(french)
    expect(languages.get_by_role("link", name="العربية")).to_have_attribute("href", "/ar/")
    with time_machine.travel(date + timedelta(seconds=5)):
        assert timetable.publish_due() == 1
        arabic = edition("ar").url_path
        assert newsroom.read(arabic) == 200
        check_page(reader, "ar")
        expect(reader.locator("html")).to_have_attribute("dir", "rtl")

        correct(editor, site)
        newsroom.read(russian)
        expect(reader.locator("#correction")).to_contain_text(CORRECTION)
        expect(reader.locator(".standfirst")).to_contain_text("Пять")
        for path, words in ((french, "modifié depuis"), (arabic, "تغيّر الأصل")):
            newsroom.read(path)
            expect(reader.locator(".header")).to_contain_text(words)
        expect(languages.locator(".stale")).to_have_count(2)

        withdraw(editor, site, "fr")
        assert newsroom.read(french) == 410
        expect(reader.locator("html")).to_have_attribute("lang", "fr")
        expect(reader.get_by_role("main")).to_contain_text(REASON)
        newsroom.read(russian)
        expect(languages.get_by_role("link", name="Français")).to_have_attribute("href", "/fr/")
