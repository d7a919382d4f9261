"""What several scenes share: people, plants, water, windows, books."""

from news.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Fill

# Skin and hair.
PEOPLE = (
    ("#e3c1a1", "#b08a4f"),
    ("#e3c1a1", "#5a3c26"),
    ("#d9b08c", "#8a6238"),
    ("#d9b08c", "#2a211c"),
    ("#c99873", "#5a3c26"),
    ("#c99873", "#1c1a1a"),
    ("#a87a58", "#2a211c"),
    ("#8a5d42", "#1c1a1a"),
)
SPINES = ("#8d6a55", "#a8442e", "#c58d3e", "#b7b2a5", "#24303a", "#39566b", "#6d7f5e", "#e9e2d2")


def singer(c: Canvas, x: float, y: float, size: float, shirt: str) -> None:
    """Somebody seen from the front, singing; (x, y) is the middle of the head."""
    skin, hair = c.dice.choice(PEOPLE)
    with c.at(x, y, size=size):
        if c.dice.random() < 0.45:
            c.path("M-31 -4Q-40 44 -24 52L24 52Q40 44 31 -4Z", hair)
        c.path("M-65 165Q-66 22 0 22Q66 22 65 165Z", "#232a34", 0.22)
        c.path("M-60 165Q-60 28 0 28Q60 28 60 165Z", (shirt, "#b9b4a8"))
        c.path("M-15 30L0 56L15 30Z", skin)
        c.path("M-15 30L0 60L-26 42ZM15 30L0 60L26 42Z", "#fbf8f0")
        c.circle(0, 0, 30, skin)
        c.ellipse(0, 13, c.dice.choice((4, 5, 6)), c.dice.choice((3, 5, 7)), "#6b2f2a")
        c.path("M-32 -2Q-34 -36 0 -36Q34 -36 32 -2Q20 -20 -4 -18Q-22 -17 -32 -2Z", hair)
        c.circle(-11, -2, 2.6, "#1c1a1a")
        c.circle(11, -2, 2.6, "#1c1a1a")


def back_of_head(c: Canvas, x: float, y: float, size: float, coat: Fill, hair: str) -> None:
    """Somebody seen from behind, sitting; (x, y) is the middle of the head."""
    with c.at(x, y, size=size):
        c.rect(-21, 20, 42, 40, hair)
        c.path("M-88 190Q-90 62 -34 46Q0 58 34 46Q90 62 88 190Z", coat)
        c.ellipse(0, -4, 42, 48, hair)


def walker(c: Canvas, x: float, y: float, size: float, coat: str) -> None:
    """A small figure far away; (x, y) is the ground under its feet."""
    with c.at(x, y, size=size):
        c.shadow(34)
        c.path("M-10 0L-6 -40L6 -40L10 0L4 0L0 -30L-4 0Z", "#2a3239")
        c.path("M-13 -36Q-16 -78 0 -80Q16 -78 13 -36Z", coat)
        c.circle(0, -92, 11, "#a87a58")
        c.dome(0, -93, 12, 13, "#2a211c")


def cypress(c: Canvas, x: float, ground: float, height: float) -> None:
    width = height * 0.11
    path = (
        f"M{x} {ground - height}C{x + width} {ground - height * 0.7} {x + width * 1.5} "
        f"{ground - height * 0.2} {x} {ground}C{x - width * 1.5} {ground - height * 0.2} "
        f"{x - width} {ground - height * 0.7} {x} {ground - height}Z"
    )
    c.path(path, ("#41634f", "#22382c"))
    c.path(
        f"M{x} {ground - height}C{x + width} {ground - height * 0.7} {x + width * 1.5} "
        f"{ground - height * 0.2} {x} {ground}Z",
        "#1d3026",
        0.4,
    )


def gull(c: Canvas, x: float, y: float, size: float, colour: str = "#f7f4ec") -> None:
    with c.at(x, y, size=size):
        c.path("M-26 -8Q-12 -20 0 0Q12 -20 26 -8Q12 -12 0 7Q-12 -12 -26 -8Z", colour)


def cloud(c: Canvas, x: float, y: float, size: float, opacity: float = 0.75) -> None:
    with c.at(x, y, size=size):
        c.path(
            "M-150 20Q-160 -14 -112 -16Q-98 -58 -46 -46"
            "Q-14 -84 38 -52Q88 -66 100 -18Q152 -20 150 20Z",
            ("#ffffff", "#e6edf0"),
            opacity,
        )


def ripples(c: Canvas, top: float, bottom: float, colour: str, count: int) -> None:
    """Light on water: thin strokes, longer and farther apart towards the viewer."""
    for _ in range(count):
        depth = c.dice.random() ** 1.6
        y = top + (bottom - top) * depth
        length = 18 + 190 * depth * c.dice.random()
        x = c.dice.uniform(-60, WIDTH)
        thick = 1.4 + 3.2 * depth
        c.path(
            f"M{x} {y}Q{x + length / 2} {y - thick} {x + length} {y}"
            f"Q{x + length / 2} {y + thick} {x} {y}Z",
            colour,
            0.25 + 0.45 * c.dice.random(),
        )


def arched_window(c: Canvas, x: float, y: float, width: float, height: float, glass: Fill) -> None:
    frame = "#e9e2d2"
    c.arch(x - 12, y - 12, width + 24, height + 18, "#2a3442")
    c.arch(x, y, width, height, glass)
    c.rect(x + width / 2 - 4, y, 8, height, frame)
    for level in (0.34, 0.67):
        c.rect(x, y + height * level, width, 6, frame)
    c.rect(x - 20, y + height, width + 40, 12, "#d8d0be")


def row_of_books(c: Canvas, left: float, right: float, floor: float, tallest: float) -> None:
    """Books standing on a shelf, one of them now and then leaning."""
    x = left
    while x < right - 26:
        width = min(c.dice.choice((22, 28, 34, 40, 52)), right - x)
        height = tallest * c.dice.uniform(0.68, 1)
        spine = c.dice.choice(SPINES)
        if c.dice.random() < 0.07 and x + width + 40 < right:
            with c.at(x + width + 18, floor, turn=-9):
                book(c, -width, height, width, spine)
            x += width + 30
            continue
        with c.at(x, floor):
            book(c, 0, height, width, spine)
        x += width + 2 + (18 if c.dice.random() < 0.06 else 0)


def book(c: Canvas, x: float, height: float, width: float, spine: str) -> None:
    band = "#e8d9b0" if spine != "#e9e2d2" else "#a8442e"
    c.rect(x, -height, width, height, spine)
    c.rect(x, -height, width * 0.18, height, "#ffffff", 0.13)
    c.rect(x + width * 0.8, -height, width * 0.2, height, "#000000", 0.2)
    c.rect(x, -height * 0.86, width, 4, band, 0.75)
    c.rect(x, -height * 0.16, width, 4, band, 0.75)
    if width > 30:
        c.rect(x + width * 0.25, -height * 0.68, width * 0.5, height * 0.3, band, 0.5)


def light_from_window(c: Canvas, path: str, strength: float = 0.16) -> None:
    c.path(path, "#fff3cf", strength)


def floor_boards(c: Canvas, top: float, fill: Fill, seam: str) -> None:
    """Boards running away to the middle of the horizon."""
    c.rect(0, top, WIDTH, HEIGHT - top, fill)
    for step in range(-14, 15):
        near, far = WIDTH / 2 + step * 118, WIDTH / 2 + step * 62
        c.line(f"M{far} {top}L{near} {HEIGHT}", seam, 2, 0.5)
