"""Which of the newsroom's languages a text is in."""

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

KNOWN = frozenset({"ru", "en", "fr", "ar", "es", "de"})
# Fewer words are too few to tell French from Spanish.
ENOUGH_WORDS = 5
SURE = 0.9
_LOADING = threading.Lock()


def language_of(text: str) -> str | None:
    """Return the language a text is surely in; None where nobody can be sure."""
    language, confidence = _known_identifier().classify(text)
    return language if confidence >= SURE else None


def _known_identifier() -> "LanguageIdentifier":
    # A cache alone would let several threads load the model at once, 110 MB each meanwhile.
    with _LOADING:
        return _identifier()


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model, at the first question: half a second, and 65 MB that stay.

    It never changes afterwards, and threads share it.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(KNOWN)
    # Made anew of what is left: the whole would keep its other languages for ever, 27 MB.
    return LanguageIdentifier(
        whole.nb_ptc,
        whole.nb_pc,
        whole.nb_classes,
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )
