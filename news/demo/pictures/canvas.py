"""A drawing surface of 1200 by 800 units for flat illustrations, smoothed and grained."""

import hashlib
import io
import math
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

Point = tuple[float, float]
Fill = str | tuple[str, str]
Matrix = tuple[float, float, float, float, float, float]

WIDTH, HEIGHT = 1200, 800
OUTPUT = (1800, 1200)
# Twice the output: halving it at the end is what smooths the edges.
SCALE = 2 * OUTPUT[0] / WIDTH
NUMBERS_TAKEN = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def bezier(points: Sequence[Point], steps: int = 18) -> list[Point]:
    """Points along a curve of any degree, without its first one."""
    found = []
    for step in range(1, steps + 1):
        t = step / steps
        level = list(points)
        while len(level) > 1:
            level = [
                (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)
                for p, q in zip(level, level[1:], strict=False)
            ]
        found.append(level[0])
    return found


def flatten(path: str) -> list[list[Point]]:
    """Turn SVG path data (M L H V Q C Z, absolute or relative) into polygons."""
    tokens = re.findall(r"[A-Za-z]|-?\d*\.?\d+", path)
    rings: list[list[Point]] = []
    here: Point = (0.0, 0.0)
    letter = "M"
    position = 0
    while position < len(tokens):
        if tokens[position].isalpha():
            letter = tokens[position]
            position += 1
        step = letter.upper()
        if step == "Z":
            here = rings[-1][0]
            rings[-1].append(here)
            continue
        count = NUMBERS_TAKEN[step]
        numbers = [float(number) for number in tokens[position : position + count]]
        position += count
        origin = here if letter.islower() else (0.0, 0.0)
        if step == "H":
            targets = [(numbers[0] + origin[0], here[1])]
        elif step == "V":
            targets = [(here[0], numbers[0] + origin[1])]
        else:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            targets = [(x + origin[0], y + origin[1]) for x, y in pairs]
        if step == "M":
            rings.append(targets)
            letter = "l" if letter == "m" else "L"
        elif step in "QC":
            rings[-1].extend(bezier([here, *targets]))
        else:
            rings[-1].extend(targets)
        here = targets[-1]
    return rings


def oval(
    x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360
) -> list[Point]:
    """Points of an ellipse or a part of it, degrees clockwise from three o'clock."""
    count = max(12, int(abs(end - start) / 5))
    angles = [math.radians(start + (end - start) * step / count) for step in range(count + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


class Canvas:
    """Draws shapes in the order given; a fill is a colour, or a (top, bottom) pair that fades."""

    def __init__(self, key: str, ground: Fill) -> None:
        self.key = key
        self.dice = random.Random(key)  # noqa: S311 - where things lie, not a secret
        self.image = Image.new("RGB", (int(WIDTH * SCALE), int(HEIGHT * SCALE)))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.matrix = IDENTITY
        self.rect(0, 0, WIDTH, HEIGHT, ground)

    @contextmanager
    def at(
        self, x: float, y: float, turn: float = 0, size: float = 1, flip: bool = False
    ) -> Iterator[None]:
        """Draw what is inside around the point given, turned clockwise by degrees and resized."""
        before = self.matrix
        cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
        mirror = -1 if flip else 1
        self.matrix = multiply(before, (cos * mirror, sin * mirror, -sin, cos, x, y))
        yield
        self.matrix = before

    def polygon(self, points: Sequence[Point], fill: Fill, opacity: float = 1) -> None:
        a, b, c, d, e, f = self.matrix
        placed = [((a * x + c * y + e) * SCALE, (b * x + d * y + f) * SCALE) for x, y in points]
        if isinstance(fill, str):
            self.pen.polygon(placed, fill=(*ImageColor.getrgb(fill), round(255 * opacity)))
            return
        left, top = (math.floor(min(axis)) for axis in zip(*placed, strict=True))
        right, bottom = (math.ceil(max(axis)) for axis in zip(*placed, strict=True))
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("L", size)
        moved = [(x - left, y - top) for x, y in placed]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * opacity))
        column = Image.linear_gradient("L").resize((1, size[1]))
        fade = ImageOps.colorize(column, *fill).resize(size, Image.Resampling.NEAREST)
        self.image.paste(fade, (left, top), mask)

    def path(self, path: str, fill: Fill, opacity: float = 1) -> None:
        for ring in flatten(path):
            self.polygon(ring, fill, opacity)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: Fill, opacity: float = 1
    ) -> None:
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.polygon(corners, fill, opacity)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Fill, opacity: float = 1
    ) -> None:
        self.polygon(oval(x, y, rx, ry), fill, opacity)

    def circle(self, x: float, y: float, radius: float, fill: Fill, opacity: float = 1) -> None:
        self.ellipse(x, y, radius, radius, fill, opacity)

    def dome(
        self, x: float, y: float, rx: float, ry: float, fill: Fill, opacity: float = 1
    ) -> None:
        """The upper half of an ellipse standing on (x, y)."""
        self.polygon(oval(x, y, rx, ry, 180, 360), fill, opacity)

    def arch(
        self, x: float, y: float, width: float, height: float, fill: Fill, opacity: float = 1
    ) -> None:
        """A rectangle with a half circle for its top, inside the box given."""
        radius = width / 2
        top = oval(x + radius, y + radius, radius, radius, 180, 360)
        self.polygon([*top, (x + width, y + height), (x, y + height)], fill, opacity)

    def line(self, path: str, colour: str, width: float, opacity: float = 1) -> None:
        """A stroke along a path, with round ends."""
        a, b, c, d, e, f = self.matrix
        thick = width * SCALE * math.hypot(a, b)
        ink = (*ImageColor.getrgb(colour), round(255 * opacity))
        for ring in flatten(path):
            placed = [((a * x + c * y + e) * SCALE, (b * x + d * y + f) * SCALE) for x, y in ring]
            self.pen.line(placed, fill=ink, width=max(1, round(thick)), joint="curve")
            if opacity == 1 and thick > 4:
                for x, y in (placed[0], placed[-1]):
                    half = thick / 2
                    self.pen.ellipse((x - half, y - half, x + half, y + half), fill=ink)

    def ring(
        self, x: float, y: float, radius: float, colour: str, width: float, opacity: float = 1
    ) -> None:
        """The outline of a circle."""
        around = " ".join(f"{x:.2f} {y:.2f}" for x, y in oval(x, y, radius, radius))
        self.line(f"M{around}", colour, width, opacity)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str, strength: float) -> None:
        """A soft spot of light or shadow, strongest in its middle."""
        size = (round(2 * rx * SCALE), round(2 * ry * SCALE))
        spot = Image.radial_gradient("L").point(
            lambda value: round(255 * strength * max(0.0, 1 - value / 181) ** 2)
        )
        corner = (round((x - rx) * SCALE), round((y - ry) * SCALE))
        self.image.paste(
            Image.new("RGB", size, colour), corner, spot.resize(size, Image.Resampling.BILINEAR)
        )

    def shadow(self, radius: float) -> None:
        """The shadow of something standing at the present origin."""
        for step in (1.0, 0.75, 0.5):
            self.ellipse(0, 1, radius * step, radius * step * 0.18, "#101820", 0.12)

    def jpeg(self) -> bytes:
        """The finished picture: halved, darkened a little at the corners, grained."""
        picture = self.image.reduce(2)
        corners = Image.radial_gradient("L").point(
            lambda value: 255 - round(44 * (value / 255) ** 3)
        )
        corners = corners.resize(OUTPUT, Image.Resampling.BILINEAR)
        picture = ImageChops.multiply(picture, Image.merge("RGB", [corners] * 3))
        grain = self.noise(1).point(lambda value: 128 + round((value - 128) * 0.08))
        fibre = self.noise(3).point(lambda value: 128 + round((value - 128) * 0.08))
        for layer in (grain, fibre):
            picture = ImageChops.soft_light(picture, Image.merge("RGB", [layer] * 3))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=85, optimize=True)
        return file.getvalue()

    def noise(self, coarseness: int) -> Image.Image:
        """Grey noise that is the same on every machine."""
        size = (OUTPUT[0] // coarseness, OUTPUT[1] // coarseness)
        seed = f"{self.key} {coarseness}".encode()
        speckle = Image.frombytes("L", size, hashlib.shake_128(seed).digest(size[0] * size[1]))
        return speckle.resize(OUTPUT, Image.Resampling.BICUBIC)
