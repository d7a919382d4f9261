"""Invitations in the admin: a link is made, shown once with a text to mail, and ended."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from news.newsroom.languages import direction
from news.newsroom.models import NewsroomSettings
from news.partners import invitations
from news.partners.models import Invitation, Partner, PartnerState
from news.syndication.addresses import origin
from news.syndication.items import publisher_name


def mail_text(partner: Partner, address: str) -> str:
    """Return what an editor may mail with a link, in the partner's language."""
    newsroom = publisher_name(NewsroomSettings.load(), partner.language)
    with translation.override(partner.language):
        return render_to_string(
            "news/partners/invitation.txt",
            {"partner": partner, "address": address, "newsroom": newsroom},
        ).strip()


@never_cache
def invitation_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the links; on POST make one, and show it this once."""
    partner = _changeable(request, pk)
    opens = partner.state != PartnerState.ENDED
    address = ""
    if request.method == "POST" and opens:
        address = f"{origin()}{invitations.page_path(invitations.invite(partner))}"
    return render(
        request,
        "news/partners/invitations.html",
        {
            "partner": partner,
            "opens": opens,
            "links": partner.invitations.good(),
            "address": address,
            "text": mail_text(partner, address) if address else "",
            "direction": direction(partner.language),
            "back": reverse(Partner.snippet_viewset.get_url_name("edit"), args=[pk]),
        },
    )


@require_POST
def end(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Let a link open nothing from now on."""
    partner = _changeable(request, pk)
    invitations.end(get_object_or_404(Invitation, pk=invitation, partner=partner))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("partners-invitations", pk)


def _changeable(request: HttpRequest, pk: int) -> Partner:
    if not request.user.has_perm("news.change_partner"):
        raise PermissionDenied
    return get_object_or_404(Partner, pk=pk)


urlpatterns = [
    path("partners/invitations/<int:pk>/", invitation_links, name="partners-invitations"),
    path(
        "partners/invitations/<int:pk>/<int:invitation>/end/",
        end,
        name="partners-end-invitation",
    ),
]
