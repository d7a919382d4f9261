"""The reader writes: first a preview, then the comment is kept for a moderator."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from news.articles.models import ArticlePage
from news.comments import limits, reading, tickets
from news.comments.forms import CommentForm
from news.comments.models import Comment
from news.comments.origin import client_address, is_same_origin
from news.comments.threads import said, takes_comments
from news.comments.tongues import language_of
from news.newsroom.models import NewsroomSettings

# What surrounds a page is the site's, which stands above this package: given the request,
# a language and a title, the context that the site's base template needs. The site may put
# `say` into it: how it writes a moment.
SURROUNDINGS: dict[str, Callable[[HttpRequest, str, str], dict[str, Any]]] = {}


# No token against forged requests: there is no cookie, so nothing to borrow; the origin is
# asked instead.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Answer a sent form with a preview, a confirmed one with thanks, a bad one with itself."""
    language = get_language()
    if request.method != "POST":
        # Somebody went to the form's address; there is nothing to see.
        return redirect(f"/{language}/")
    try:
        sent = reading.read(request)
    except reading.TooLarge:
        words = _(
            "The comment is too large to be read. Your browser still has it: go back and make "
            "it shorter."
        )
        return _closed(request, words, 413)
    except reading.Unreadable as unreadable:
        words = _("The form arrived broken. Go back, reload the story and send it again.")
        return _closed(request, words, 400, unreadable.left)
    ticket = tickets.read(sent.get("ticket", ""))
    edition = _edition(sent.get("story", ""), language)
    if edition is None:
        return _closed(request, _("This story is not here, or no longer."), 404, sent)
    newsroom = NewsroomSettings.load(request_or_site=request)
    if not takes_comments(edition.story, newsroom):
        words = _("Comments on this story are closed.")
        return _closed(request, words, 403, sent, edition)
    if ticket and (ticket.story_id, ticket.language) != (str(edition.story_id), language):
        ticket = None
    return _answer(request, edition, CommentForm(sent), ticket, is_final="send" in sent)


def _answer(
    request: HttpRequest,
    edition: ArticlePage,
    form: CommentForm,
    ticket: tickets.Ticket | None,
    *,
    is_final: bool,
) -> HttpResponse:
    is_valid = form.is_valid()
    if not is_same_origin(request):
        form.add_error(None, _("Your browser did not say where it comes from. Please send again."))
        return _form(request, edition, form, status=403)
    if not is_valid:
        return _form(request, edition, form, status=422)
    comment = Comment(
        story=edition.story,
        language=language_of(form.cleaned_data["text"], edition.language),
        name=form.cleaned_data["name"],
        text=form.cleaned_data["text"],
        written_at=timezone.now(),
        fingerprint=limits.fingerprint(client_address(request)),
    )
    mark = comment.fingerprint
    if is_final and limits.is_repeated(mark, edition.story_id, comment.text):
        return _thanks(request, edition)
    if limits.has_written_enough(mark):
        words = _("Many comments have come from your address. Please wait an hour.")
        form.add_error(None, words)
        response = _form(request, edition, form, status=429)
        response["Retry-After"] = str(int(limits.WITHIN.total_seconds()))
        return response
    if not is_final or ticket is None or not ticket.is_valid or ticket.is_hasty:
        note = _remark(ticket) if is_final else ""
        return _form(request, edition, form, comment=comment, ticket=ticket, note=note)
    comment.save()
    return _thanks(request, edition)


def _remark(ticket: tickets.Ticket | None) -> str:
    if ticket and ticket.is_hasty:
        return _("That was very quick. Read it once more, then send it.")
    return _("The preview has waited too long. Here is a new one: please send it again.")


def _edition(story: str, language: str) -> ArticlePage | None:
    try:
        key = UUID(story)
    except ValueError:
        return None
    editions = ArticlePage.objects.released(language).select_related("story")
    return editions.filter(story=key).first()


def _form(
    request: HttpRequest,
    edition: ArticlePage,
    form: CommentForm,
    *,
    comment: Comment | None = None,
    ticket: tickets.Ticket | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the form again: with the comment as readers will see it, or with what is wrong."""
    title = _("Your comment") if comment else _("Please look at your comment again")
    context = _surroundings(request, edition.language, title)
    if comment:
        newsroom = NewsroomSettings.load(request_or_site=request)
        context["comment"] = said(comment, edition.language, context["say"], newsroom)
        # A hasty reader keeps the first ticket, so that the second try is not hasty again.
        keeps = ticket is not None and ticket.is_valid and ticket.is_hasty
        context["ticket"] = (
            ticket.signed if keeps else tickets.issue(edition.story_id, edition.language)
        )
    context |= {"form": form, "note": note, "story_id": str(edition.story_id)}
    context |= _back(edition)
    return render(request, "news/comments/write.html", context, status=status)


def _thanks(request: HttpRequest, edition: ArticlePage) -> HttpResponse:
    context = _surroundings(request, edition.language, _("Thank you"))
    return render(request, "news/comments/thanks.html", context | _back(edition))


def _closed(
    request: HttpRequest,
    words: str,
    status: int,
    sent: Mapping[str, str] | None = None,
    edition: ArticlePage | None = None,
) -> HttpResponse:
    title = _("The comment was not sent")
    context = _surroundings(request, get_language(), title)
    context |= {"words": words, "text": CommentForm(sent).data["text"] if sent else ""}
    context |= _back(edition) if edition else {}
    return render(request, "news/comments/closed.html", context, status=status)


def _surroundings(request: HttpRequest, language: str, title: str) -> dict[str, Any]:
    return {"title": title, **SURROUNDINGS["page"](request, language, title)}


def _back(edition: ArticlePage) -> dict[str, Any]:
    return {"edition": edition, "edition_url": quote(edition.url_path)}
