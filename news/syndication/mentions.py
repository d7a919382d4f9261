"""Words with which a text refers to a photo, in each language."""

import re

# Beginnings and whole phrases as the press writes them; matched without regard to capitals, with
# any white space between words. A language that isn't here is not looked through.
_PHRASES: dict[str, tuple[str, ...]] = {
    "ru": (
        r"на (?:\w+ )?(?:фотографи\w+|фото\b|снимк\w+|кадре|иллюстраци\w+)",
        r"(?:фото|снимок|фотография) (?:выше|ниже|справа|слева)",
        r"см\. фото",
        r"как видно (?:на|по) (?:фото|снимк\w+)",
        r"в (?:фото)?галерее (?:ниже|выше)",
    ),
    "en": (
        r"pictured",
        r"(?:in|on) the (?:photo|photograph|picture|image)s?\b",
        r"(?:photo|photograph|picture|image|gallery)s? (?:above|below|left|right)",
        r"(?:above|below|left|right), (?:in the (?:photo|picture)|pictured)",
        r"(?:photo|photograph|picture) shows",
    ),
    "fr": (
        r"sur (?:la|cette|les|ces|notre) (?:photo|photographie|image)s?\b",
        r"sur le (?:cliché|dessin)",
        r"(?:photo|image|cliché|galerie)s? (?:ci-dessus|ci-dessous|ci-contre)",
        r"(?:voir|cf\.) (?:la |notre )?photo\b",
        r"en photo\b",
    ),
    "ar": (
        r"في (?:هذه )?(?:الصورة|الصور)",
        r"(?:الصورة|الصور) (?:أعلاه|أدناه|المرفقة)",
        r"تُ?ظهر (?:هذه )?الصورة",
        r"كما (?:يظهر|يبدو|تظهر) في (?:الصورة|الصور)",
        r"انظر (?:إلى )?الصورة",
    ),
    "es": (
        r"en (?:la|esta|las|estas) (?:fotos?|fotografías?|imagen|imágenes)\b",
        r"(?:foto|fotografía|imagen|galería) (?:de arriba|de abajo|superior|inferior|adjunta)",
        r"(?:véase|ver) (?:la )?foto\b",
        r"como se (?:ve|aprecia) en (?:la|las) (?:foto|imagen)\w*",
    ),
    "de": (
        r"(?:im|auf dem|auf den|auf diesem) (?:foto|bild|fotos|bildern)\b",
        r"(?:foto|bild|bildergalerie|galerie) (?:oben|unten|links|rechts)",
        r"abgebildet",
        r"(?:siehe|s\.) (?:foto|bild)\b",
        r"zeigt (?:das|unser) (?:foto|bild)\b",
    ),
}
# What a language writes together with the word that follows: "and", "so".
_JOINED = {"ar": "[وف]?"}
_FORMS = {
    language: re.compile(
        rf"\b(?:{_JOINED.get(language, '')})(?:{'|'.join(phrases)})".replace(" ", r"\s+"),
        re.IGNORECASE,
    )
    for language, phrases in _PHRASES.items()
}


def mentions(text: str, language: str) -> list[str]:
    """Return the words by which a text in a language refers to photos, each once."""
    form = _FORMS.get(language.partition("-")[0])
    if form is None:
        return []
    return list(dict.fromkeys(" ".join(each[0].split()) for each in form.finditer(text)))
