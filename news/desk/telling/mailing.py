"""Mail to colleagues: each message leased by one worker, tried again at growing intervals."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.users.models import UserProfile

from news.desk.assignments import name_of
from news.desk.telling.messages import Message
from news.desk.telling.people import may_be_told
from news.desk.telling.reading import told
from news.newsroom import troubles
from news.newsroom.models import NewsroomSettings

logger = logging.getLogger(__name__)

AT_ONCE = 50
# As long as a worker may take before another tries in its place.
LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 1440))


def lease_due(now: datetime | None = None) -> int:
    """Have the mail that is due sent, each by one worker alone; return how many were leased."""
    moment = now or timezone.now()
    due = list(Message.objects.owed_by_mail(moment)[:AT_ONCE])
    return sum(lease(message, moment) for message in due)


def lease(message: Message, moment: datetime) -> int:
    """Have a message's mail sent unless another worker has it since it was read; return 1 or 0."""
    attempt = message.mail_tries + 1
    # Whoever comes second finds another moment in the row.
    won = Message.objects.filter(pk=message.pk, mail_due_at=message.mail_due_at).update(
        mail_due_at=moment + LEASE, mail_tries=attempt
    )
    if won:
        send.enqueue(message.pk, attempt)
    return won


@task()
def send(pk: int, attempt: int) -> None:
    """Send a message's mail, unless it is sent or another attempt has taken over since."""
    owed = Message.objects.filter(pk=pk, mail_tries=attempt).exclude(mail_due_at=None)
    message = owed.select_related("person", "actor").first()
    if message is None:
        return
    person = message.person
    if not (person.email and may_be_told(person, message.language)):
        _settle(message)
        return
    try:
        letter(message).send()
    except Exception as fault:
        logger.exception("The mail of message %s couldn't be sent", pk)
        _postpone(message, fault)
    else:
        _settle(message, mailed_at=timezone.now())
        for key in (_key(person), _key()):
            troubles.resolve(key)


def letter(message: Message) -> EmailMultiAlternatives:
    """Return a message as mail, in the words of its reader and the newsroom's times."""
    profile = UserProfile.get_for_user(message.person)
    base = settings.WAGTAILADMIN_BASE_URL
    zone = NewsroomSettings.load().zone
    with translation.override(profile.get_preferred_language()), timezone.override(zone):
        (shown,) = told(message.person, [message])
        subject = _("%(event)s · %(language)s: %(headline)s") % {
            "language": shown.autonym,
            "event": message.get_event_display(),
            "headline": shown.headline,
        }
        context = {
            "told": shown,
            "url": f"{base}{shown.url}" if shown.url else "",
            "choices_url": f"{base}{reverse('wagtailadmin_account')}#tab-notifications",
        }
        text = render_to_string("news/desk/telling/mail.txt", context)
        html = render_to_string("news/desk/telling/mail.html", context)
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        text,
        to=[message.person.email],
        headers={
            "Auto-Submitted": "auto-generated",
            # The same for every attempt, so that a mailbox can drop repeats.
            "Message-ID": f"<message-{message.pk}@{urlsplit(base).hostname}>",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _settle(message: Message, **more: Any) -> None:
    Message.objects.filter(pk=message.pk).update(mail_due_at=None, **more)


def _postpone(message: Message, fault: Exception) -> None:
    """Try again later, as long as there is a pause left; say so to those who release."""
    tries = message.mail_tries
    due = timezone.now() + PAUSES[tries - 1] if tries <= len(PAUSES) else None
    Message.objects.filter(pk=message.pk, mail_tries=tries).update(mail_due_at=due)
    said = {"name": name_of(message.person), "fault": f"{type(fault).__name__}: {fault}"}
    if isinstance(fault, SMTPRecipientsRefused):
        troubles.report(
            _key(message.person),
            _("The address of %(name)s takes no mail (%(fault)s).") % said,
        )
    elif due is None:
        troubles.report(
            _key(), _("Mail to colleagues cannot be sent; it is given up (%(fault)s).") % said
        )
    else:
        troubles.report(
            _key(), _("Mail to colleagues cannot be sent; it is tried again (%(fault)s).") % said
        )


def _key(person: Any = None) -> str:
    return f"mail:{person.pk}" if person else "mail"
