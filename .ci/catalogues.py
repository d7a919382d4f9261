"""Fails where a catalogue lacks a text of the code, guesses one, or breaks its placeholders."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ru", "en", "fr", "ar", "es", "de")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
SHOWN = 40


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("cms", "news", "locales"):
            if (ROOT / name).exists():
                shutil.copytree(ROOT / name, copy / name)
        extract(copy)
        faults = [fault for code in LANGUAGES for fault in faults_of(copy, code)]
    for fault in faults[:SHOWN]:
        print(fault)
    if faults:
        print(f"{len(faults)} faults in the catalogues; see README, “Translations”.")
    return 1 if faults else 0


def extract(copy: Path) -> None:
    """Bring the copy's catalogues up to what the code says now, as `makemessages` would."""
    (copy / "locales").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--verbosity=0"]
    command += [word for code in LANGUAGES for word in ("--locale", code)]
    subprocess.run(
        [*command, "--settings=cms.settings", "--pythonpath=."],
        cwd=copy,
        env=os.environ | {"VESTNIK_DATA": str(copy / "var")},
        check=True,
    )


def faults_of(copy: Path, code: str) -> list[str]:
    path = copy / "locales" / code / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return [f"{code}: there is no catalogue"]
    faults = []
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        files = ", ".join(name for name, _line in entry.occurrences[:2])
        where = f"{code}: “{entry.msgid}” ({files})"
        if entry.fuzzy:
            faults.append(f"{where} is only guessed")
        elif not entry.translated():
            faults.append(f"{where} is not translated")
        elif wrong := wrong_placeholders(entry):
            faults.append(f"{where} names {wrong}, which the text doesn't have")
    return faults


def wrong_placeholders(entry: polib.POEntry) -> str:
    """A name the code never fills in; leaving one out is a plural form's good right."""
    known = names(entry.msgid) | names(entry.msgid_plural)
    said = names(entry.msgstr).union(*(names(text) for text in entry.msgstr_plural.values()))
    return ", ".join(sorted(said - known))


def names(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


if __name__ == "__main__":
    sys.exit(main())
