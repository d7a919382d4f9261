"""What the sources of pick-ups are called."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from news.partners.models import Partner
from news.push.pickups.models import ANYBODY, SITE, of_partner


def naming() -> Callable[[str], str]:
    """Return what says a source in words: those of the language active now."""
    partners = {of_partner(pk): name for pk, name in Partner.objects.values_list("pk", "name")}
    anybody, deleted = _("whoever takes a copy"), _("a partner that was deleted")

    def name_of(source: str) -> str:
        if source == ANYBODY:
            return anybody
        if source.startswith(SITE):
            return source.removeprefix(SITE)
        return partners.get(source, deleted)

    return name_of
