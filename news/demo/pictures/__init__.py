"""Illustrations that stand in for the demo newsroom's photographs, painted anew each time."""

from news.demo.pictures.rooms import ROOMS
from news.demo.pictures.seaside import SEASIDE
from news.demo.pictures.streets import STREETS
from news.demo.pictures.tables import TABLES

SCENES = ROOMS | SEASIDE | STREETS | TABLES


def paint(key: str) -> bytes:
    """The JPEG for a photo key, 1800 by 1200; the same bytes for the same Pillow."""
    return SCENES[key]().jpeg()
