"""Two people with one text: whoever saves second is told, and keeps what was typed."""

from functools import partial
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from news.desk.assignments import name_of

# In seconds; a slow server may keep the button waiting that was pressed meanwhile.
AUTOSAVE_IN_FLIGHT = 120


class OneAtATimeMixin:
    """Saves a form only where nobody has saved since it was opened, however close they come."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.expects_json_response and self.is_out_of_date and not self.is_own_autosave:
            return self.refuse_stale()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            is_overtaken = self.look_again()
            if (self.is_out_of_date or is_overtaken) and not self.is_own_autosave:
                return self.refuse_stale()
            response = super().form_valid(form)
            # Before the text is seen: the button that waits for it asks at once whose it is.
            if self.expects_json_response and self.page.latest_revision:
                self.sign_autosave()
        return response

    def look_again(self) -> bool:
        """Lock the text until this save is committed; say whether another came before."""
        known = self.latest_revision and (self.latest_revision.pk, self.latest_revision.created_at)
        page = Page.objects.select_for_update(no_key=True).get(pk=self.page.pk)
        newest = Revision.objects.filter(pk=page.latest_revision_id).first()
        self.latest_revision = newest
        for name in ("is_out_of_date", "latest_revision_created_at"):
            self.__dict__.pop(name, None)
        return known != (newest and (newest.pk, newest.created_at))

    @property
    def is_own_autosave(self) -> bool:
        """Whether the newer text is this form's own, saved while the button was pressed."""
        signature = self.form_signature
        signed = caches["shared"].get(_signature_key(self.latest_revision))
        return bool(signature) and not self.expects_json_response and signed == signature

    @property
    def form_signature(self) -> str:
        """What tells this form from the same person's other windows.

        Django masks its token anew for every form that it shows.
        """
        return self.request.POST.get("csrfmiddlewaretoken", "")

    def sign_autosave(self) -> None:
        """Remember for a while which form a text came from."""
        key = _signature_key(self.page.latest_revision)
        caches["shared"].set(key, self.form_signature, AUTOSAVE_IN_FLIGHT)

    def send_commenting_notifications(self, changes: Any) -> None:
        """Write to colleagues once the text is free for them."""
        transaction.on_commit(partial(super().send_commenting_notifications, changes))

    def refuse_stale(self) -> HttpResponse:
        """Somebody saved after this form was opened: keep both, and let the person decide."""
        if self.expects_json_response:
            return self.json_error_response(
                "invalid_revision", _("Somebody has saved this text since you opened it.")
            )
        self.page.latest_revision = self.latest_revision
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        # Yours replaces theirs when you say so, not at the next key you press.
        self.autosave_enabled = False
        by = self.latest_revision.user
        messages.error(
            self.request,
            _(
                "%(name)s saved this text at %(time)s, after you opened it. Yours is below "
                "and not saved yet. Compare the two; if you save now, yours replaces it."
            )
            % {
                "name": name_of(by) or _("Somebody"),
                "time": date_format(
                    timezone.localtime(self.latest_revision.created_at), "TIME_FORMAT"
                ),
            },
            buttons=[
                messages.button(
                    reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
                    _("See what was saved"),
                    new_window=True,
                )
            ],
        )
        return self.show_again(["stale"])


def _signature_key(revision: Revision) -> str:
    # A number may be given again after a save that came to nothing.
    return f"autosaved-{revision.pk}-{revision.created_at.timestamp()}"
