"""A story for the desk's journeys, and where they find it on the board and in the form."""

from playwright.sync_api import Locator, Page

from news.articles.models import ArticlePage
from tests.browser import hands
from tests.factories import SectionFactory, draft

WORDS = {
    "ru": ("Хор споёт в Бизерте", "Двадцать шесть детей готовят концерт.", "Начало в 18:00"),
    "fr": (
        "Le chœur chantera à Bizerte",
        "Vingt-six enfants préparent un concert.",
        "Début à 18:00",
    ),
    "ar": ("الجوقة تغنّي في بنزرت", "ستة وعشرون طفلا يستعدّون لحفلة.", "البداية على الساعة 18:00"),
}


def write_story() -> ArticlePage:
    """Return a Russian story, written and not released."""
    title, paragraph, heading = WORDS["ru"]
    body = [
        {"type": "paragraph", "value": f"<p>{paragraph}</p>", "id": "first"},
        {"type": "heading", "value": heading, "id": "second"},
    ]
    written = draft(title=title, body=body, section=SectionFactory(name_ru="Культура"))
    written.save_revision()
    return written


def edition(language: str) -> ArticlePage:
    """Return the story's text in a language."""
    return ArticlePage.objects.get(language=language)


def cell(page: Page, site: str, language: str) -> Locator:
    """Return the board's cell of a language."""
    page.goto(f"{site}/admin/board/")
    names = {"ru": "Русский", "fr": "Français", "ar": "العربية"}
    return page.locator(".board tbody td", has_text=names[language]).locator(".state")


def block(page: Page, number: int) -> Locator:
    """Return a block of the text in the form."""
    return hands.blocks(page).nth(number)
