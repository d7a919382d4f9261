"""A partner's own page over HTTP: whoever has the link is the partner, and nobody else is told."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from news.partners import invitations
from news.partners.views import nothing, private
from news.website.partners.agreed import as_text
from news.website.partners.doing import do
from news.website.partners.showing import frame_of, show
from news.website.partners.visits import Visit


def invited(*methods: str) -> Callable:
    """Let in whoever has a link that opens a page; all others find nothing there."""

    def decorate(view: Callable[[Visit], HttpResponse]):
        # No token against forged requests: there is no cookie, so nothing to borrow.
        @csrf_exempt
        @wraps(view)
        def opening(request: HttpRequest, key: str) -> HttpResponse:
            invitation = invitations.find(key)
            if invitation is None:
                return nothing(request)
            if request.method not in methods:
                return private(HttpResponseNotAllowed(methods))
            visit = Visit.by(request, key, invitation)
            with translation.override(visit.language):
                response = view(visit)
            invitations.note_visit(invitation)
            response["Content-Language"] = visit.language
            return private(response)

        return opening

    return decorate


@invited("GET", "HEAD", "POST")
def page(visit: Visit) -> HttpResponse:
    """Show the page, or do what its buttons say."""
    return do(visit) if visit.request.method == "POST" else show(visit)


@invited("GET", "HEAD")
def terms(visit: Visit) -> HttpResponse:
    """Give the terms as a text to keep."""
    text = as_text(visit.partner, frame_of(visit))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="terms-{visit.language}.txt"'
    return response
