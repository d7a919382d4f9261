"""What was found of a copy, in sentences that can be read out."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.newsroom.dates import Calendar, comma
from news.push.copies.looking import NO_ROBOTS, ROBOTS
from news.push.copies.models import CopyCheck, Found
from news.push.sending import UNMADE

_FAULTS = {
    ROBOTS: gettext_lazy("The server’s robots.txt forbids us to look at this address."),
    UNMADE: gettext_lazy("Not looked at, for a fault of ours. Tell whoever runs this site."),
    "address": gettext_lazy("Not looked at: the address leads to no public server."),
    "port": gettext_lazy("Not looked at: the address leads to no public server."),
    "no-name": gettext_lazy("There is no server of this name."),
    "timeout": gettext_lazy("The server did not answer in time."),
    "refused": gettext_lazy("The server could not be reached."),
    "certificate": gettext_lazy("The server’s certificate is not valid for its name."),
}
_FOUND = {
    Found.TEXT: gettext_lazy("Our text stands on the page (%(status)d)."),
    Found.HEADLINE: gettext_lazy(
        "The page answers (%(status)d): our headline is on it, our text is not."
    ),
    Found.NOTHING: gettext_lazy(
        "The page answers (%(status)d): neither our headline nor our text is on it."
    ),
    Found.CUT: gettext_lazy(
        "The page (%(status)d) is too long to be read; our text is not in its first 512 kB."
    ),
    Found.BLANK: gettext_lazy(
        "The page (%(status)d) shows nothing without scripts, so we could not read it."
    ),
    Found.NO_PAGE: gettext_lazy("What was answered (%(status)d) is not a page that we can read."),
    Found.NO_WORDS: gettext_lazy(
        "The page answers (%(status)d); our text was deleted here and can’t be compared."
    ),
}


def said(check: CopyCheck) -> str:
    """Say in a sentence what a look has found."""
    if check.fault == NO_ROBOTS:
        return _(
            "The server could not give its robots.txt (%(status)d), so the page was not looked at."
        ) % {"status": check.status}
    if check.fault:
        unread = _("The server gave no answer that can be read.")
        return str(_FAULTS.get(check.fault, unread))
    status = {"status": check.status}
    if check.found:
        return str(_FOUND[Found(check.found)]) % status
    if check.status in {404, 410}:
        return _("The page is gone (%(status)d).") % status
    if 300 <= (check.status or 0) < 400:
        return _("The address leads elsewhere (%(status)d); we did not follow.") % status
    return _("The server did not show the page (%(status)d).") % status


def stamp(moment: datetime, calendar: Calendar) -> str:
    """Return a moment to the second with its offset: 2 March 2026, 10:00:05 (UTC+01:00)."""
    local = calendar.local(moment)
    offset = local.strftime("%z")
    clock = f"{local:%H:%M:%S} (UTC{offset[:3]}:{offset[3:]})"
    return f"{calendar.day(moment)}{comma(calendar.language)}\u2066{clock}\u2069"
