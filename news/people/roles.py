"""The roles every newsroom starts with, in the press usage of each language."""

from modeltranslation.utils import build_localized_fieldname

from news.people.models import Role, RoleKind

# One title a language, or two where the language has another form for a woman.
STANDING: dict[str, dict[str, tuple[str, ...]]] = {
    RoleKind.AUTHOR: {
        "ru": ("автор",),
        "en": ("author",),
        "fr": ("auteur", "autrice"),
        "ar": ("الكاتب", "الكاتبة"),
        "es": ("autor", "autora"),
        "de": ("Autor", "Autorin"),
    },
    RoleKind.PHOTOGRAPHER: {
        "ru": ("фотограф",),
        "en": ("photographer",),
        "fr": ("photographe",),
        "ar": ("المصوّر", "المصوّرة"),
        "es": ("fotógrafo", "fotógrafa"),
        "de": ("Fotograf", "Fotografin"),
    },
    RoleKind.TRANSLATOR: {
        "ru": ("переводчик", "переводчица"),
        "en": ("translator",),
        "fr": ("traducteur", "traductrice"),
        "ar": ("المترجم", "المترجمة"),
        "es": ("traductor", "traductora"),
        "de": ("Übersetzer", "Übersetzerin"),
    },
    RoleKind.EDITOR: {
        "ru": ("редактор",),
        "en": ("editor",),
        "fr": ("éditeur", "éditrice"),
        "ar": ("المحرّر", "المحرّرة"),
        "es": ("editor", "editora"),
        "de": ("Redakteur", "Redakteurin"),
    },
    RoleKind.SPOKESPERSON: {
        "ru": ("официальный представитель",),
        "en": ("spokesperson",),
        "fr": ("porte-parole",),
        "ar": ("المتحدث الرسمي", "المتحدثة الرسمية"),
        "es": ("portavoz",),
        "de": ("Sprecher", "Sprecherin"),
    },
}


def ensure_roles() -> None:
    """Make the standing roles that are missing; what an editor changed stays."""
    present = set(Role.objects.values_list("key", flat=True))
    for kind, titles in STANDING.items():
        if kind in present:
            continue
        columns = {}
        for code, forms in titles.items():
            columns[build_localized_fieldname("title", code)] = forms[0]
            columns[build_localized_fieldname("title_feminine", code)] = (
                forms[1] if len(forms) > 1 else ""
            )
        Role.objects.create(key=str(kind), kind=kind, **columns)
