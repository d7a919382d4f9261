"""Which language a comment is in: readers write any under any edition."""

import re

from news.newsroom.languages import codes

UNKNOWN = "und"
_LETTERS = {
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_SCRIPTS = {"ru": "Cyrillic", "ar": "Arabic"}
# The commonest words that no other of these languages has.
_WORDS = {
    "en": "the and is are was of to for with you your this that have it not very thanks we they",
    "fr": "le les des et est une du pour avec vous votre dans qui nous au aux je sont très merci",
    "es": "el los las y está una del para con usted su muy gracias por pero como qué son nos lo",
    "de": "der die das und ist ein eine nicht mit für sie ich wir auch sehr danke auf den dem von",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of(text: str, page_language: str) -> str:
    """Return the language of a text: by its letters, then by common words.

    The page's own wins where nothing speaks against it; `und` (BCP 47) is a script that the
    page doesn't use, in words that say nothing more.
    """
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    script = max(counts, key=lambda each: counts[each])
    if not counts[script]:
        return page_language
    candidates = [code for code in codes() if _SCRIPTS.get(code, "Latin") == script]
    if len(candidates) == 1:
        return candidates[0]
    words = re.findall(r"[^\W\d_]+", text.casefold())
    votes = {code: sum(word in _SETS.get(code, ()) for word in words) for code in candidates}
    best = max(candidates, key=lambda code: (votes[code], code == page_language), default=UNKNOWN)
    if votes.get(best):
        return best
    return page_language if page_language in candidates else UNKNOWN
