"""What the desk connects when the application starts."""

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from news.articles.models import ArticlePage, HomePage, NewsIndexPage, PlainPage
from news.desk import receivers, zones
from news.desk.explorer import PagePolicy, offer_people_by_index
from news.desk.glossary.models import Term, forget
from news.desk.panels import edition_panels, fixed_panels, plain_panels
from news.desk.telling import receivers as telling
from news.newsroom.choosers import speak_every_language


def connect() -> None:
    """Give pages their forms, and accounts the newsroom's time."""
    ArticlePage.edit_handler = edition_panels()
    PlainPage.edit_handler = plain_panels()
    for model in (HomePage, NewsIndexPage):
        model.edit_handler = fixed_panels()
    register_permission_policy(Page, PagePolicy(Page))
    offer_people_by_index()
    zones.connect()
    receivers.connect()
    telling.connect()
    pre_delete.connect(forget, sender=Term, dispatch_uid="glossary")
    speak_every_language()
