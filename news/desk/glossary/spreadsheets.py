"""The glossary as a spreadsheet: a CSV file with a column for each language and one for the note.

What is read keeps each line as it stood, so that one that can't be taken goes back to whoever
wrote it, with the reason beside it.
"""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.conf import settings
from django.utils.formats import get_format
from django.utils.translation import gettext, override

from news.desk.glossary.wordings import NOTE, unclosed_mark
from news.newsroom.languages import AUTONYMS, codes

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 10_000
REASON = "reason"

_SEPARATORS = ",;\t"
_LINE_END = re.compile(r"\r\n|\n|\r")
# A ZIP archive, as .xlsx and .ods are, and the container of an old .xls.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAID_SEPARATOR = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
# A note may have been broken into so many lines; more, and a quotation mark was forgotten.
_MOST_LINES_OF_A_CELL = 10
_BROKEN = re.compile(r" *\n *")
# A spreadsheet would take such a cell for a formula; an apostrophe before it says that it is text.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")


class UnreadableError(Exception):
    """Nothing of a file can be read; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """A line as it stood, with what its cells say by language or `note`.

    `fault` says why the cells can't be told apart, where they can't.
    """

    number: int
    cells: list[str]
    said: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet that was read; `unknown` names columns of which the glossary knows nothing."""

    header: list[str]
    lines: list[Line]
    unknown: list[str]


def read(content: bytes) -> Sheet:
    """Read a file of any of the usual separators; raises `UnreadableError`."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            gettext(
                "The file is larger than %(most)d MB. Cut it into several, each with its header."
            )
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    typed = _LINE_END.split(_decoded(content))
    start = next((at for at, line in enumerate(typed) if line.strip()), None)
    if start is None:
        raise UnreadableError(gettext("The file is empty."))
    told = _SAID_SEPARATOR.fullmatch(typed[start])
    if told and start + 1 < len(typed):
        start += 1
    header, names, separator = _header(typed[start], told[1] if told else _SEPARATORS)
    lines = list(_lines(typed[start + 1 :], start + 2, names, separator))
    if len(lines) > MOST_LINES:
        raise UnreadableError(
            gettext(
                "The file has more than %(most)d lines. Cut it into several, each with its header."
            )
            % {"most": MOST_LINES}
        )
    known = {*codes(), NOTE, REASON}
    unknown = [cell for cell, name in zip(header, names, strict=True) if name not in known and cell]
    return Sheet(header, lines, unknown)


def _decoded(content: bytes) -> str:
    """Return the text of UTF-8 with or without its mark, or of UTF-16 with it.

    Any other encoding could only be guessed, and none other holds all letters of six languages:
    what it left out is lost already.
    """
    if content.startswith(_WORKBOOKS):
        raise UnreadableError(
            gettext(
                "This is a workbook, not a CSV file. In Excel choose “Save as”, then “CSV UTF-8”; "
                "in LibreOffice “Text CSV”."
            )
        )
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(
            gettext(
                "The file is not in UTF-8, so letters of some languages are lost in it. In Excel "
                "choose “Save as”, then “CSV UTF-8”; in LibreOffice tick “Edit filter settings” "
                "and choose “Unicode (UTF-8)”."
            )
        ) from None


def _header(line: str, separators: str) -> tuple[list[str], list[str], str]:
    """Return the header's cells, the columns they name, and the separator that tells the most."""
    known = _column_names()
    read_so = {separator: _cells(line, separator) for separator in separators}
    cells, separator = max(
        ((cells, separator) for separator, cells in read_so.items()),
        key=lambda read: sum(_plain(cell) in known for cell in read[0]),
    )
    names = [known.get(_plain(cell), "") for cell in cells]
    named = [name for name in names if name]
    if not set(codes()) & set(named):
        raise UnreadableError(
            gettext(
                "The first line names no language. It must name the columns: %(columns)s, in any "
                "order."
            )
            % {"columns": ", ".join([*codes(), NOTE])}
        )
    if twice := next((name for name in named if named.count(name) > 1), ""):
        raise UnreadableError(
            gettext("Two columns are named “%(column)s”. Leave one of them.")
            % {"column": AUTONYMS.get(twice, twice)}
        )
    return cells, names, separator


def _plain(cell: str) -> str:
    return cell.strip().casefold()


def _column_names() -> dict[str, str]:
    """Return what a header may call each column: its code, or its name in any language."""
    known = {REASON: REASON, NOTE: NOTE} | {code: code for code in codes()}
    known |= {autonym.casefold(): code for code, autonym in AUTONYMS.items() if code in codes()}
    for interface in codes():
        with override(interface):
            known |= {str(name).casefold(): code for code, name in settings.LANGUAGES}
            known[gettext("note").casefold()] = NOTE
    return known


def _lines(typed: list[str], first_number: int, names: list[str], separator: str) -> Iterator[Line]:
    """Yield each line that says anything; one with a forgotten quotation mark takes no other."""
    at = 0
    while at < len(typed):
        line, length = None, 1
        for length in range(1, _MOST_LINES_OF_A_CELL + 1):
            text = "\n".join(typed[at : at + length])
            if text.count('"') % 2 == 0:
                line = _line(text, first_number + at, names, separator)
                break
        if line is None:
            line, length = _unclosed(typed[at], first_number + at, separator), 1
        if any(cell.strip() for cell in line.cells):
            yield line
        at += length


def _line(text: str, number: int, names: list[str], separator: str) -> Line | None:
    """Return a line; None where more of it is in quotation marks than anybody can have meant."""
    cells = _cells(text, separator)
    if "\n" in text and (
        len(cells) > len(names)
        or any("\n" in cell and name != NOTE for name, cell in zip(names, cells, strict=False))
    ):
        return None
    if any(cell.strip() for cell in cells[len(names) :]):
        fault = gettext(
            "There are more cells than columns. Put a cell that holds the separator itself "
            "between quotation marks."
        )
        return Line(number, cells, fault=fault)
    pairs = zip(names, map(as_text, cells), strict=False)
    return Line(number, cells, {name: cell for name, cell in pairs if name and name != REASON})


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        # A cell longer than the reader takes; whoever looks at the words finds them too long.
        return text.split(separator)


def _unclosed(text: str, number: int, separator: str) -> Line:
    return Line(number, text.split(separator), fault=unclosed_mark())


def as_text(cell: str) -> str:
    """Return what a cell says, without the apostrophe that keeps it from being a formula."""
    text = _BROKEN.sub(" ", cell.strip(" \t\r\n\N{NO-BREAK SPACE}"))
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def written(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a file that a spreadsheet opens on two clicks, and takes no cell of for a formula."""
    return b"".join(written_in_parts(header, rows))


def written_in_parts(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Return such a file row by row, for one too long to be held.

    Spreadsheets separate cells by semicolons where a comma stands before decimals.
    """
    separator = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    return chain([BOM_UTF8], (_as_row(row, separator) for row in chain([header], rows)))


def _as_row(row: Iterable[str], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerow([_as_cell(text) for text in row])
    return out.getvalue().encode()


def _as_cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
