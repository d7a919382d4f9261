"""The IPTC's own schema of ninjs, formats checked, with what it refers to."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = Path(__file__).parents[1] / "schemas"
# RFC 3986, as far as a pattern tells it: a scheme, and no character that must be encoded.
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})+")
# RFC 3339: the offset must be there.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")

checker = FormatChecker()


@checker.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or URI.fullmatch(value) is not None


@checker.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return MOMENT.fullmatch(value) is not None and bool(datetime.fromisoformat(value))


@cache
def validator() -> Draft202012Validator:
    """Return the validator; what GeoJSON may hold it doesn't ask."""
    anything: Resource = Resource.from_contents({}, default_specification=DRAFT202012)
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", anything)
    schema = json.loads((FOLDER / "ninjs-schema_3.1.json").read_text())
    return Draft202012Validator(schema, registry=registry, format_checker=checker)


def faults(*objects: Any) -> list[str]:
    """Say what is wrong with news objects by the schema, and where."""
    return [
        f"{each.json_path}: {each.message[:200]}"
        for value in objects
        for each in validator().iter_errors(value)
    ]
