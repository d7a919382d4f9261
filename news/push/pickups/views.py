"""The pages of pick-ups: in the menu of reports, and as a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from news.push.pickups import spreadsheet
from news.push.pickups.tables import PickUps


def sees(user) -> bool:
    """Say whether somebody knows who our partners are."""
    return user.has_perm("news.change_partner")


def pick_ups(request: HttpRequest) -> HttpResponse:
    """What the months that the address asks for have seen."""
    return render(request, "news/push/pickups/page.html", {"pick_ups": _asked(request)})


def pick_ups_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every count of the same months."""
    months = _asked(request).months
    name = f"pick-ups-{months.firsts[0]:%Y-%m}-{months.firsts[-1]:%Y-%m}.csv"
    return StreamingHttpResponse(
        spreadsheet.parts(months),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: HttpRequest) -> PickUps:
    if not sees(request.user):
        raise PermissionDenied
    return PickUps(request.GET.get("year", ""), request.GET.get("month", ""))


class PickUpsMenuItem(MenuItem):
    """Shown to whoever looks after partners."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees(request.user)


def pick_ups_menu_item() -> PickUpsMenuItem:
    """Return the line of pick-ups in the menu of reports."""
    return PickUpsMenuItem(_("Pick-ups"), reverse("push-pick-ups"), icon_name="link", order=695)


urlpatterns = [
    path("reports/pick-ups/", pick_ups, name="push-pick-ups"),
    path("reports/pick-ups/csv/", pick_ups_csv, name="push-pick-ups-csv"),
]
