"""The pages of the numbers: in the menu of reports, and as a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from news.desk.board.views import writes
from news.desk.numbers import spreadsheet
from news.desk.numbers.tables import Numbers


def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of the months that the address asks for."""
    return render(request, "news/desk/numbers/page.html", {"numbers": _asked(request)})


def numbers_csv(request: HttpRequest) -> HttpResponse:
    """What the page of the same months shows, to keep and to reckon with."""
    shown = _asked(request)
    firsts = shown.months.firsts
    name = f"numbers-{firsts[0]:%Y-%m}-{firsts[-1]:%Y-%m}.csv"
    return HttpResponse(
        spreadsheet.written(shown),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: HttpRequest) -> Numbers:
    if not writes(request):
        raise PermissionDenied
    return Numbers(request.user, request.GET.get("year", ""))


class NumbersMenuItem(MenuItem):
    """Shown to whoever writes: each sees the languages that the board shows them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return writes(request)


def numbers_menu_item() -> NumbersMenuItem:
    """Return the numbers' line in the menu of reports."""
    return NumbersMenuItem(_("Numbers"), reverse("desk-numbers"), icon_name="order", order=690)


urlpatterns = [
    path("reports/numbers/", numbers, name="desk-numbers"),
    path("reports/numbers/csv/", numbers_csv, name="desk-numbers-csv"),
]
