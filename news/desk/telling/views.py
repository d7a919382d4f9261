"""Messages in the admin: on the first screen, in the menu, and all of them on a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from news.desk.board.views import writes
from news.desk.telling.messages import Message
from news.desk.telling.reading import told

ON_A_PAGE = 25
AT_HOME = 6
MOST_COUNTED = 99


def messages(request: HttpRequest) -> HttpResponse:
    """All that somebody was told, the newest first, continued by key."""
    rows = Message.objects.shown_to(request.user).select_related("actor")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return render(
        request,
        "news/desk/telling/messages.html",
        {
            "messages_told": told(request.user, shown),
            "unread": unread_of(request.user),
            "older": shown[-1].pk if len(found) > ON_A_PAGE else None,
        },
    )


@require_POST
def mark_read(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one of one's own messages as read, or all of them."""
    rows = Message.objects.shown_to(request.user).unread()
    if pk is not None:
        rows = rows.filter(pk=pk)
    rows.update(read_at=timezone.now())
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_ours else reverse("desk-messages"))


def unread_of(user: Any) -> int:
    """Return how many messages somebody has not read, counting no further than is shown."""
    return Message.objects.shown_to(user).unread()[: MOST_COUNTED + 1].count()


class ForYouPanel(Component):
    """What somebody has not read yet, on the first screen of the admin."""

    name = "for_you"
    order = 12
    template_name = "news/desk/telling/for_you.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        rows = Message.objects.shown_to(request.user).unread().select_related("actor")
        found = list(rows[: AT_HOME + 1])
        return {
            "messages_told": told(request.user, found[:AT_HOME]),
            "has_more": len(found) > AT_HOME,
            "request": request,
            # A panel is rendered without its request's context.
            "csrf_token": get_token(request),
        }

    def render_html(self, parent_context: Any = None) -> str:
        user = parent_context["request"].user
        return super().render_html(parent_context) if unread_of(user) else ""


def put_messages(request: HttpRequest, panels: list[Component]) -> None:
    """Put the messages among the panels of the first screen."""
    if writes(request):
        panels.append(ForYouPanel())


class MessagesMenuItem(MenuItem):
    """Shown to whoever writes, with the number of what they have not read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return writes(request)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        number = unread_of(request.user)
        if number:
            shown = f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
            component.label = f"{self.label} ({shown})"
        return component


def messages_menu_item() -> MessagesMenuItem:
    """Return the messages' line in the menu, below the board."""
    return MessagesMenuItem(
        gettext_lazy("Messages"),
        reverse("desk-messages"),
        name="messages",
        icon_name="mail",
        order=2,
    )


urlpatterns = [
    path("messages/", messages, name="desk-messages"),
    path("messages/read/", mark_read, name="desk-messages-read"),
    path("messages/<int:pk>/read/", mark_read, name="desk-message-read"),
]
