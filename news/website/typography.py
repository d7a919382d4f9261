"""Binds what must not part at the end of a line, as each language's press does it."""

import re
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

NBSP = "\u00a0"
NARROW = "\u202f"
HYPHEN = "\u2011"
SPACE = f"[ {NBSP}{NARROW}]"

# Words that look lost at the end of a line; no title ends a line in one.
SHORT_WORDS = {
    "ru": "а без в вы для до за и из изо или их к как ко мы на над не ни но о об от по под при "
    "про с со то у что я",
    "en": "a an and at by for I in of on or the to",
    "fr": "à au aux de des du en et la le les ou par sur un une y",
    "es": "a al con de del e el en la las lo los o para por su u un una y",
    "de": "am an auf aus bei bis das dem den der des die ein im in mit um und vom von zu zum zur",
}
SHORT = {
    language: re.compile(
        rf"(?<![\w\-{HYPHEN}'’])({'|'.join(sorted(words.split(), key=len, reverse=True))}) (?=\S)",
        re.IGNORECASE,
    )
    for language, words in SHORT_WORDS.items()
}
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_]|[%°€$₽])")
SIGN_AND_NUMBER = re.compile(r"(?<=[№§]) ?(?=\d)")
BEFORE_DASH = re.compile(r"(?<=\S) (?=[—–](?:\s|$))")
INITIALS = re.compile(r"(?<!\w)([А-ЯЁA-Z]\.) (?=[А-ЯЁA-Z])")

RUSSIAN_PARTICLE = re.compile(r" (?=(?:бы|б|же|ж|ли|ль)(?!\w))")
RUSSIAN_SHORTENED = re.compile(r"(?<!\w)([ти]\.) (?=[едпкнз]\.)")
RUSSIAN_HYPHEN = re.compile(
    r"(?<!\w)(?:из-(?:за|под)|(?:кое|по)-\w+|\w{2,8}-(?:то|либо|нибудь|ка))(?![\w-])", re.IGNORECASE
)
FRENCH_HIGH = re.compile(rf"(?<=[\w»”)…%]){SPACE}?([;!?]+)(?=[\s»”)\]]|$)")
FRENCH_COLON = re.compile(rf"(?<=[\w»”)…%]){SPACE}?:(?=\s|$)")
FRENCH_OPEN = re.compile(rf"«{SPACE}?(?=\S)")
FRENCH_CLOSE = re.compile(rf"(?<=\S){SPACE}?»")

# Tags and character references stay as they are, and so does what code holds.
MARKUP = re.compile(
    r"(<(script|style|code|pre|textarea)\b.*?</\2\s*>|<[^>]*>|&#?\w+;)", re.DOTALL | re.IGNORECASE
)


def _bind(text: str, language: str) -> str:
    if language == "fr":
        text = FRENCH_HIGH.sub(rf"{NARROW}\1", text)
        text = FRENCH_COLON.sub(f"{NBSP}:", text)
        text = FRENCH_CLOSE.sub(f"{NBSP}»", FRENCH_OPEN.sub(f"«{NBSP}", text))
    elif language == "ru":
        text = RUSSIAN_SHORTENED.sub(rf"\1{NBSP}", RUSSIAN_PARTICLE.sub(NBSP, text))
        text = RUSSIAN_HYPHEN.sub(lambda found: found[0].replace("-", HYPHEN), text)
    text = THOUSANDS.sub(NARROW if language == "fr" else NBSP, text)
    text = NUMBER_AND_UNIT.sub(NBSP, text)
    text = SIGN_AND_NUMBER.sub(NBSP, text)
    text = BEFORE_DASH.sub(NBSP, text)
    text = INITIALS.sub(rf"\1{NBSP}", text)
    short = SHORT.get(language)
    return short.sub(rf"\1{NBSP}", text) if short else text


@lru_cache(maxsize=4096)
def typeset(text: str, language: str) -> str:
    """Plain text, bound. Doing it twice changes nothing."""
    return _bind(text, language)


@lru_cache(maxsize=512)
def typeset_html(html: str, language: str) -> SafeString:
    """The text nodes of already safe HTML, bound; tags, attributes and code untouched."""
    parts = MARKUP.split(html)
    # Two groups: text, whole markup, inner name, text, ...
    parts[0::3] = [_bind(part, language) if part else "" for part in parts[0::3]]
    del parts[2::3]
    return mark_safe("".join(parts))  # noqa: S308  the caller's HTML was safe already
