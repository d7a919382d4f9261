"""The admin's menu: what a newsroom looks for, under its own words."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from news.articles.viewsets import SectionViewSet, TopicViewSet
from news.desk.glossary.viewsets import TermViewSet
from news.newsroom.viewsets import LicenceViewSet


class NewsroomGroup(SnippetViewSetGroup):
    """What stories are sorted by, licensed under and worded with."""

    items = (SectionViewSet, TopicViewSet, TermViewSet, LicenceViewSet)
    menu_label = _("Newsroom")
    menu_icon = "folder-open-inverse"
    menu_order = 160
