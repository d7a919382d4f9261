"""Index of what the domains add to the admin; each defines its own."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from news.articles.viewsets import story_chooser
from news.desk.menu import NewsroomGroup
from news.newsroom import viewsets as newsroom_viewsets
from news.people import viewsets as people_viewsets
from news.people.choosers import position_chooser
from news.people.viewsets import PeopleGroup

newsroom_viewsets.connect()
for group in (PeopleGroup, NewsroomGroup):
    register_snippet(group)


@hooks.register("register_admin_viewset")
def choosers():
    return [position_chooser, story_chooser]


@hooks.register("register_admin_urls")
def admin_urls():
    return [*people_viewsets.urlpatterns]
