"""Index of what the domains add to the admin; each defines its own."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from news.articles.viewsets import story_chooser
from news.comments.viewsets import comments
from news.desk import actions, buttons
from news.desk.editions import edition_viewset
from news.desk.menu import NewsroomGroup
from news.newsroom import viewsets as newsroom_viewsets
from news.people import viewsets as people_viewsets
from news.people.choosers import position_chooser
from news.people.viewsets import PeopleGroup

newsroom_viewsets.connect()
for group in (PeopleGroup, NewsroomGroup):
    register_snippet(group)


@hooks.register("register_admin_viewset")
def viewsets():
    return [position_chooser, story_chooser, edition_viewset]


@hooks.register("register_admin_viewset")
def moderation():
    return comments


@hooks.register("register_admin_urls")
def admin_urls():
    return [*people_viewsets.urlpatterns, *actions.urlpatterns]


@hooks.register("insert_global_admin_css")
def desk_css():
    return format_html('<link rel="stylesheet" href="{}">', static("news/css/desk.css"))


hooks.register("construct_page_action_menu", buttons.arrange_actions)
hooks.register("register_page_header_buttons", buttons.edition_buttons)
hooks.register("register_page_listing_more_buttons", buttons.edition_buttons)
