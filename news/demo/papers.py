"""Small documents to download, as PDF of one page in the fonts that every reader has."""

from textwrap import wrap

_LEFT, _TOP, _LEADING = 72, 760, 17
_CHARACTERS_A_LINE = 78


def pdf(title: str, lines: list[str]) -> bytes:
    """Return a page of A4; the standard fonts know Western letters alone (WinAnsi)."""
    text = _show("F2", 18, _TOP, title)
    y = _TOP - 2 * _LEADING
    for line in lines:
        for part in wrap(line, _CHARACTERS_A_LINE) or [""]:
            text += _show("F1", 11, y, part)
            y -= _LEADING
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
            font.format("Helvetica").encode(),
            font.format("Helvetica-Bold").encode(),
            b"<< /Title (%s) >>" % _escape(title),
        ]
    )


def _show(font: str, size: int, y: int, text: str) -> bytes:
    where = f"BT /{font} {size} Tf {_LEFT} {y} Td (".encode()
    return where + _escape(text) + b") Tj ET\n"


def _escape(text: str) -> bytes:
    for character in "\\()":
        text = text.replace(character, f"\\{character}")
    return text.encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n"
        b"<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(objects), len(out))
    )
