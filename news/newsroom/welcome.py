"""The one-time link that gives a newsroom its first administrator, with no default password."""

import secrets
from datetime import timedelta

from django import forms
from django.contrib.auth import get_user_model, login, password_validation
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.users.models import UserProfile

from news.newsroom.languages import direction

SALT = "newsroom-welcome"
VALID_FOR = timedelta(hours=24)
CHIEFS = "Editors in chief"


def admin_link(base_url: str, *, first_only: bool) -> str:
    """Return a link that makes one administrator, once, within a day.

    With `first_only` it dies as soon as the newsroom has an administrator.
    """
    token = signing.dumps({"once": secrets.token_hex(16), "first": first_only}, salt=SALT)
    return base_url + reverse("newsroom-welcome", args=[token])


def has_administrator() -> bool:
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()


def read_token(token: str) -> str | None:
    """Return what marks the token as used, or None where it is forged, late or spent."""
    try:
        promise = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    if promise["first"] and has_administrator():
        return None
    mark = f"spent{promise['once']}"[:40]
    return None if Session.objects.filter(session_key=mark).exists() else mark


def spend(mark: str) -> None:
    """Mark a link as used; a second use at the same moment fails on the key."""
    Session.objects.create(
        session_key=mark, session_data="", expire_date=timezone.now() + VALID_FOR
    )


class AdministratorForm(forms.Form):
    """Who the first administrator is."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=150,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten characters; a few words in a row are easiest to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if get_user_model().objects.filter(username=email).exists():
            raise forms.ValidationError(_("Somebody with this address is registered already."))
        return email

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            try:
                password_validation.validate_password(cleaned["password"], self._person(cleaned))
            except forms.ValidationError as fault:
                self.add_error("password", fault)
        return cleaned

    def save(self) -> AbstractUser:
        person = self._person(self.cleaned_data)
        person.is_staff = person.is_superuser = True
        person.set_password(self.cleaned_data["password"])
        person.save()
        person.groups.add(*Group.objects.filter(name=CHIEFS))
        return person

    @staticmethod
    def _person(cleaned: dict[str, str]) -> AbstractUser:
        first, _space, last = cleaned.get("name", "").partition(" ")
        email = cleaned.get("email", "")
        return get_user_model()(username=email, email=email, first_name=first, last_name=last)


@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who the administrator is, make the account and lead into the admin."""
    with override(get_language_from_request(request)):
        mark = read_token(token)
        if mark is None:
            return page(request, "news/newsroom/welcome_spent.html", status=410)
        form = AdministratorForm(request.POST or None)
        if not form.is_valid():
            return page(request, "news/newsroom/welcome.html", form=form)
        with transaction.atomic():
            spend(mark)
            person = form.save()
            profile = UserProfile.get_for_user(person)
            profile.preferred_language = get_language()
            profile.save()
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("wagtailadmin_home")


def page(
    request: HttpRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    language = get_language()
    facts = {"language": language, "direction": direction(language), **context}
    response = render(request, template, facts, status=status)
    # The address is the key: it must not travel to others in a Referer. Stricter still,
    # "no-referrer" has browsers post with no Origin, which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    return response
