"""Index of what the domains add to the admin; each defines its own."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from news.articles.links import PublicPageLinkHandler
from news.articles.viewsets import story_chooser
from news.comments.viewsets import comments
from news.desk import actions, bulk, buttons, guarding, reports
from news.desk.board import views as board_views
from news.desk.editions import any_viewset, edition_viewset, plain_viewset
from news.desk.glossary import views as glossary
from news.desk.home import arranging, summary
from news.desk.menu import NewsroomGroup
from news.desk.numbers import views as numbers
from news.desk.telling import choosing
from news.desk.telling import views as telling
from news.desk.workbench import carrying
from news.desk.workbench import views as workbench_views
from news.newsroom import viewsets as newsroom_viewsets
from news.partners import inviting
from news.partners import keys as partners_keys
from news.partners.viewsets import PartnersGroup
from news.people import viewsets as people_viewsets
from news.people.choosers import position_chooser
from news.people.viewsets import PeopleGroup
from news.push import buttons as push_buttons
from news.push import reading
from news.push import views as push_views
from news.push.copies import buttons as copies_buttons
from news.push.copies import views as copies_views
from news.push.hub import listing as hub_listing
from news.push.pickups import views as pick_ups

newsroom_viewsets.connect()
for group in (PeopleGroup, NewsroomGroup, PartnersGroup):
    register_snippet(group)


@hooks.register("register_admin_viewset")
def viewsets():
    return [position_chooser, story_chooser, any_viewset, edition_viewset, plain_viewset]


@hooks.register("register_admin_viewset")
def moderation():
    return comments


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        *people_viewsets.urlpatterns,
        *actions.urlpatterns,
        *board_views.urlpatterns,
        *telling.urlpatterns,
        *glossary.urlpatterns,
        *reports.urlpatterns,
        *workbench_views.urlpatterns,
        *numbers.urlpatterns,
        *partners_keys.urlpatterns,
        *push_views.urlpatterns,
        *copies_views.urlpatterns,
        *pick_ups.urlpatterns,
        *hub_listing.urlpatterns,
        *reading.urlpatterns,
        *inviting.urlpatterns,
    ]


@hooks.register("register_icons")
def icons(known):
    return [*known, "news/desk/icons/flag.svg"]


@hooks.register("insert_global_admin_css")
def desk_css():
    return format_html('<link rel="stylesheet" href="{}">', static("news/css/desk.css"))


@hooks.register("register_rich_text_features", order=100)
def links_to_public_pages(features):
    features.register_link_type(PublicPageLinkHandler)


hooks.register("construct_page_chooser_queryset", guarding.offer_known_pages)
hooks.register("construct_page_action_menu", buttons.arrange_actions)
hooks.register("register_page_header_buttons", buttons.edition_buttons)
hooks.register("register_page_listing_more_buttons", buttons.edition_buttons)
hooks.register("register_page_header_buttons", copies_buttons.copy_buttons)
hooks.register("register_page_header_buttons", push_buttons.ledger_button)
hooks.register("register_page_listing_more_buttons", push_buttons.ledger_button)
hooks.register("register_snippet_listing_buttons", push_buttons.health_button)
hooks.register("construct_homepage_panels", arranging.arrange_home)
hooks.register("construct_homepage_panels", board_views.put_first)
hooks.register("register_admin_menu_item", board_views.board_menu_item)
hooks.register("construct_homepage_panels", telling.put_messages)
hooks.register("register_admin_menu_item", telling.messages_menu_item)
hooks.register("register_account_settings_panel", choosing.choice_panel)
hooks.register("register_log_actions", carrying.register_actions)
hooks.register("construct_homepage_summary_items", summary.summarise, order=100)
hooks.register("register_reports_menu_item", reports.notices_menu_item)
hooks.register("register_reports_menu_item", numbers.numbers_menu_item)
hooks.register("register_reports_menu_item", pick_ups.pick_ups_menu_item)
hooks.register("register_reports_menu_item", hub_listing.menu_item)
# Later than Wagtail's own, whose places they take.
hooks.register("register_bulk_action", bulk.BulkWithdrawal, order=100)
hooks.register("register_bulk_action", bulk.BulkRelease, order=100)
