"""XMP packets: what the IPTC Photo Metadata Standard keeps in them, read and written."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import ElementTree  # type: ignore[import-untyped]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
ANY_LANGUAGE = "x-default"

# defusedxml's refusals are ValueErrors.
BROKEN = (ParseError, ValueError, LookupError)

Texts = Mapping[str, str]


class Packet:
    """A parsed packet; properties by their usual prefixed name, absent ones empty."""

    def __init__(self, block: bytes) -> None:
        root: Element = ElementTree.fromstring(block.strip(b"\x00 \t\r\n"), forbid_dtd=True)
        self._root = root
        self._properties: dict[str, Element | str] = {}
        # Descriptions further down are of ingredients and editing history, not of this photo.
        for rdf in root.iter(f"{{{RDF}}}RDF"):
            for description in rdf.findall(f"{{{RDF}}}Description"):
                for name, value in description.attrib.items():
                    self._properties.setdefault(name, value)
                for child in description:
                    self._properties.setdefault(child.tag, child)

    def text(self, name: str) -> str:
        """A property as one text: alternatives in their default, lists joined by semicolons."""
        found = self._find(name)
        if found is None or isinstance(found, str):
            return found or ""
        items = self._items(found)
        if items and found.find(f"{{{RDF}}}Alt") is not None:
            texts = self.texts(name)
            return texts.get(ANY_LANGUAGE) or next(iter(texts.values()), "")
        if items:
            return "; ".join(item.text or "" for item in items)
        return found.get(f"{{{RDF}}}resource") or found.text or ""

    def texts(self, name: str) -> dict[str, str]:
        """A property by language; one that isn't marked with any stands under `x-default`."""
        found = self._find(name)
        if found is None or isinstance(found, str):
            return {ANY_LANGUAGE: found} if found else {}
        items = self._items(found)
        if not items:
            return {ANY_LANGUAGE: found.text} if found.text else {}
        return {item.get(XML_LANG, ANY_LANGUAGE).lower(): item.text for item in items if item.text}

    def nested(self, name: str) -> str:
        """The first text of this name inside any structure."""
        qualified = _qualified(name)
        for element in self._root.iter():
            if element.tag == qualified and element.text:
                return element.text
            if qualified in element.attrib:
                return element.attrib[qualified]
        return ""

    def _find(self, name: str) -> Element | str | None:
        return self._properties.get(_qualified(name))

    def _items(self, found: Element) -> list[Element]:
        return found.findall(f"{{{RDF}}}*/{{{RDF}}}li")


def _qualified(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def write(
    *,
    plain: Texts,
    resources: Texts,
    ordered: Mapping[str, Iterable[str]],
    alternatives: Mapping[str, Texts],
) -> bytes:
    """A packet of plain texts, links, ordered lists and texts by language, less empty ones."""
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in plain.items() if value]
    lines += [
        f'<{name} rdf:resource="{escape(value, {chr(34): "&quot;"})}"/>'
        for name, value in resources.items()
        if value
    ]
    for name, values in ordered.items():
        items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values if value)
        if items:
            lines.append(f"<{name}><rdf:Seq>{items}</rdf:Seq></{name}>")
    for name, texts in alternatives.items():
        items = "".join(
            f'<rdf:li xml:lang="{language}">{escape(value)}</rdf:li>'
            for language, value in texts.items()
            if value
        )
        if items:
            lines.append(f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>")
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" {declared}>'
        f"{''.join(lines)}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    ).encode()
