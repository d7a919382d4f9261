"""Catalogues compile without gettext's tools, and only when they have changed."""

import gettext
import os
from pathlib import Path

from cms.catalogues import compile_stale

SOURCE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;\\n"

msgid "%(n)d comment"
msgid_plural "%(n)d comments"
msgstr[0] "لا تعليقات"
msgstr[1] "تعليق واحد"
msgstr[2] "تعليقان"
msgstr[3] "%(n)d تعليقات"
msgstr[4] "%(n)d تعليقًا"
msgstr[5] "%(n)d تعليق"

#, fuzzy
msgid "News"
msgstr "guessed"
"""  # noqa: E501


def written(tmp_path: Path) -> Path:
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    return source


def test_catalogue_keeps_plural_forms_and_drops_guesses(tmp_path):
    written(tmp_path)
    (compiled,) = compile_stale(tmp_path)
    with compiled.open("rb") as file:
        arabic = gettext.GNUTranslations(file)
    assert arabic.ngettext("%(n)d comment", "%(n)d comments", 2) == "تعليقان"
    assert arabic.ngettext("%(n)d comment", "%(n)d comments", 11) == "%(n)d تعليقًا"
    assert arabic.gettext("News") == "News"


def test_unchanged_catalogue_is_left_alone(tmp_path):
    source = written(tmp_path)
    (compiled,) = compile_stale(tmp_path)
    assert compile_stale(tmp_path) == []
    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_stale(tmp_path) == [compiled]
