"""What the desk connects when the application starts."""

from news.articles.models import ArticlePage
from news.desk import zones
from news.desk.panels import edition_panels


def connect() -> None:
    """Give editions their form, and accounts the newsroom's time."""
    ArticlePage.edit_handler = edition_panels()
    zones.connect()
