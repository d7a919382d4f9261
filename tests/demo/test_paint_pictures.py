"""The demo's photographs are painted, always the same."""

import io
import re
from pathlib import Path

from PIL import Image

import news.demo
from news.demo.pictures import SCENES, paint

STORIES = Path(news.demo.__file__).parent / "content" / "stories"


def test_picture_is_a_jpeg_of_the_size_promised() -> None:
    picture = Image.open(io.BytesIO(paint("door")))
    assert (picture.format, picture.size) == ("JPEG", (1800, 1200))


def test_same_key_is_painted_alike_twice() -> None:
    assert paint("letters") == paint("letters")


def test_every_photo_named_in_a_story_can_be_painted() -> None:
    named = {
        key
        for story in STORIES.glob("*.toml")
        for key in re.findall(r'photo = "(\w+)"', story.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= SCENES.keys()
