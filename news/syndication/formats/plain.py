"""Plain text of the HTML that items carry."""

import re

from lxml import html

# What begins and ends a line of its own.
_LINES = frozenset(
    {"aside", "blockquote", "br", "dd", "div", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol"}
    | {"p", "table", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
# All white space but the no-break spaces, which typography means.
_SPACE = re.compile("[ \t\n\r\f]+")
# Unicode's own; lxml takes no vertical tab.
_BREAK = "\u2028"


def plain_text(source: str) -> str:
    """Return the text, a line for each paragraph; figures go, and their captions with them."""
    if not source:
        return ""
    root = html.fragment_fromstring(source, create_parent="div")
    for figure in root.findall(".//figure"):
        figure.drop_tree()
    for element in root.iter():
        edge = _BREAK if element.tag in _LINES else " " if element.tag in _CELLS else ""
        element.text = edge + (element.text or "")
        element.tail = edge + (element.tail or "")
    lines = (_SPACE.sub(" ", line).strip(" ") for line in root.text_content().split(_BREAK))
    return "\n".join(line for line in lines if line)
