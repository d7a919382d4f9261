"""The licences every newsroom starts with."""

from modeltranslation.utils import build_localized_fieldname

from news.newsroom.languages import codes
from news.newsroom.models import Licence

_CC = "https://creativecommons.org"
STANDING = {
    "cc-by-4.0": ("CC BY 4.0", f"{_CC}/licenses/by/4.0/", True),
    "cc-by-sa-4.0": ("CC BY-SA 4.0", f"{_CC}/licenses/by-sa/4.0/", True),
    "cc-by-nc-4.0": ("CC BY-NC 4.0", f"{_CC}/licenses/by-nc/4.0/", True),
    "cc0-1.0": ("CC0 1.0", f"{_CC}/publicdomain/zero/1.0/", True),
    "public-domain": (
        {
            "ru": "Общественное достояние",
            "en": "Public domain",
            "fr": "Domaine public",
            "ar": "ملك عام",
            "es": "Dominio público",
            "de": "Gemeinfrei",
        },
        f"{_CC}/publicdomain/mark/1.0/",
        True,
    ),
    "all-rights-reserved": (
        {
            "ru": "Все права защищены",
            "en": "All rights reserved",
            "fr": "Tous droits réservés",
            "ar": "جميع الحقوق محفوظة",
            "es": "Todos los derechos reservados",
            "de": "Alle Rechte vorbehalten",
        },
        "",
        False,
    ),
}


def ensure_licences() -> None:
    """Make the standing licences that are missing; what an editor changed stays."""
    present = set(Licence.objects.values_list("key", flat=True))
    for key, (name, url, may_republish) in STANDING.items():
        if key in present:
            continue
        names = name if isinstance(name, dict) else dict.fromkeys(codes(), name)
        Licence.objects.create(
            key=key,
            url=url,
            may_republish=may_republish,
            **{build_localized_fieldname("name", code): text for code, text in names.items()},
        )
