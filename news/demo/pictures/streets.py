"""Scenes in town: a church, a door, a market stall, a garden on a roof."""

from news.demo.pictures.canvas import Canvas, Fill, oval
from news.demo.pictures.motifs import cloud, cypress, ripples


def church() -> Canvas:
    c = Canvas("church", ("#8fb3c8", "#e4e6dc"))
    cloud(c, 230, 170, 1.1)
    cloud(c, 960, 120, 0.8)
    cloud(c, 1060, 300, 0.6, 0.5)
    c.path("M0 520Q300 480 640 512Q940 540 1200 492V800H0Z", ("#6d93a4", "#3f6678"))
    ripples(c, 524, 640, "#d7e5e6", 40)
    c.path("M0 640Q330 540 620 566Q960 590 1200 650V800H0Z", ("#c9b189", "#93784f"))
    for _ in range(70):
        x, y = c.dice.uniform(0, 1200), c.dice.uniform(660, 800)
        c.path(f"M{x} {y}q4 -16 8 0q2 -12 8 -12q-4 6 -6 12Z", "#6d7a4a", 0.8)
    for x, height in ((110, 250), (186, 300), (262, 240), (940, 300), (1014, 250), (1088, 290)):
        cypress(c, x, 640, height)
    c.rect(400, 372, 400, 262, ("#fbf9f2", "#dcd6c6"))
    c.rect(640, 372, 160, 262, "#8d8a86", 0.16)
    c.rect(388, 360, 424, 16, "#efe9da")
    c.rect(536, 236, 128, 128, ("#fbf9f2", "#e6e0d0"))
    c.rect(612, 236, 52, 128, "#8d8a86", 0.16)
    c.rect(526, 228, 148, 12, "#efe9da")
    onion(c, 600, 230, 1.0)
    for x in (450, 750):
        c.rect(x - 30, 306, 60, 56, ("#fbf9f2", "#e6e0d0"))
        c.rect(x - 36, 300, 72, 8, "#efe9da")
        onion(c, x, 302, 0.5)
    c.arch(582, 270, 36, 74, "#4a5a63")
    for x in (446, 700):
        c.arch(x, 430, 54, 110, "#fbf9f2")
        c.arch(x + 7, 438, 40, 96, ("#4a5a63", "#2d3a42"))
        c.rect(x + 25, 438, 4, 96, "#efe9da")
    c.arch(548, 462, 104, 172, "#efe9da")
    c.arch(560, 476, 80, 158, ("#6b4a33", "#3f2b1e"))
    c.rect(598, 476, 4, 158, "#2d1e15")
    for step in range(3):
        c.rect(530 - step * 18, 634 + step * 12, 140 + step * 36, 12, ("#e6dfcf", "#c9c0ac"))
    c.path("M470 670L730 670Q800 730 900 800H330Q430 730 470 670Z", ("#e2d3b2", "#cbb78d"))
    return c


def onion(c: Canvas, x: float, y: float, size: float) -> None:
    with c.at(x, y, size=size):
        c.path(
            "M-66 2Q-96 -58 -40 -92Q-8 -112 0 -140Q8 -112 40 -92Q96 -58 66 2Z",
            ("#3f8a77", "#23564a"),
        )
        c.path("M-44 -6Q-66 -52 -28 -80Q-40 -44 -26 -6Z", "#7fbfa8", 0.5)
        c.rect(-4, -204, 8, 68, "#d3a850")
        c.rect(-22, -186, 44, 7, "#d3a850")
        c.rect(-12, -198, 24, 5, "#d3a850")
        with c.at(0, -162, turn=18):
            c.rect(-16, -3, 32, 5, "#d3a850")


def door() -> Canvas:
    c = Canvas("door", ("#fbf7ec", "#e6dfcf"))
    c.path("M0 0H430L210 690H0Z", "#b9b3a6", 0.28)
    c.rect(0, 676, 1200, 124, ("#c9bda6", "#a39578"))
    for x in range(-60, 1260, 150):
        c.line(f"M{x + 60} 676L{x} 800", "#8f8268", 2, 0.6)
    c.line("M0 730H1200", "#8f8268", 2, 0.6)
    c.path(f"M372 690V320{round_top(372, 828, 320)}V690Z", ("#e6d6b0", "#c9b384"))
    for turn in range(184, 360, 16):
        with c.at(600, 320, turn=turn):
            c.line("M182 0L226 0", "#a8925f", 2, 0.8)
    for y in range(360, 690, 52):
        c.line(f"M374 {y}H412", "#a8925f", 2, 0.8)
        c.line(f"M788 {y}H826", "#a8925f", 2, 0.8)
    c.arch(416, 138, 368, 552, ("#3d86b8", "#215a85"))
    c.arch(416, 138, 184, 552, "#ffffff", 0.04)
    c.rect(594, 140, 12, 550, "#1a4668")
    studs(c)
    for x in (570, 630):
        c.polygon(oval(x, 470, 24, 24), "#16344b")
        c.polygon(oval(x, 464, 20, 20), "#d8b25a")
        c.polygon(oval(x, 466, 12, 12), "#2c6a96")
        c.circle(x, 446, 7, "#b98f3a")
    c.rect(380, 690, 440, 18, ("#efe9da", "#cfc6b3"))
    lamp_and_pot(c)
    c.path("M0 0H1200V58Q900 96 0 44Z", "#ffffff", 0.35)
    return c


def round_top(left: float, right: float, y: float) -> str:
    points = oval((left + right) / 2, y, (right - left) / 2, (right - left) / 2, 180, 360)
    return "".join(f"L{x:.1f} {y:.1f}" for x, y in points)


def studs(c: Canvas) -> None:
    """Iron nails in the patterns of the coast: rows, a star, a crescent."""
    for side in (-1, 1):
        for row in range(9):
            for column in range(5):
                if 3 <= row <= 5 and 1 <= column <= 3:
                    continue
                x, y = 600 + side * (32 + column * 32), 262 + row * 50
                if (x - 600) ** 2 + (min(0, y - 322)) ** 2 < 160**2:
                    c.circle(x, y, 6.5, "#143048")
                    c.circle(x - 1.5, y - 2, 2.4, "#5f9cc4")
        for turn in range(0, 360, 30):
            with c.at(600 + side * 96, 462, turn=turn):
                c.circle(36, 0, 4.6, "#143048")
    for turn in range(216, 330, 12):
        with c.at(600, 322, turn=turn):
            c.circle(150, 0, 6, "#143048")


def lamp_and_pot(c: Canvas) -> None:
    c.path("M960 690Q1120 700 1200 740V760Q1090 726 950 720Z", "#4a4030", 0.25)
    c.path("M930 560H1070L1050 724H950Z", ("#c46f4a", "#8a452b"))
    c.rect(920, 544, 160, 28, ("#d37f57", "#a85a3c"))
    for _ in range(90):
        x, y = 1000 + c.dice.gauss(0, 52), 470 + c.dice.gauss(0, 42)
        tone = c.dice.choice(("#3f5f3c", "#4c6b47", "#5f8256", "#36512f"))
        with c.at(x, min(y, 552), turn=c.dice.uniform(0, 360)):
            c.path("M0 0Q14 -16 32 0Q14 16 0 0Z", tone)
    for _ in range(16):
        x, y = 1000 + c.dice.gauss(0, 60), 440 + c.dice.gauss(0, 36)
        for turn in range(0, 360, 72):
            with c.at(x, min(y, 530), turn=turn):
                c.ellipse(8, 0, 8, 5.5, "#c8373f")
        c.circle(x, min(y, 530), 4, "#f0c35a")
    c.path("M196 300H204V340H196Z", "#2a2a2c")
    c.path("M164 340H236L226 440H174Z", ("#f6e2a8", "#d9a94e"), 0.95)
    c.path("M158 330H242V344H158ZM168 440H232V450H168ZM196 344H204V440H196Z", "#2a2a2c")


def market() -> Canvas:
    c = Canvas("market", ("#f1e6cf", "#dcc9a4"))
    c.arch(60, 90, 200, 500, ("#b9a37c", "#8f7a58"))
    c.arch(940, 90, 200, 500, ("#b9a37c", "#8f7a58"))
    c.arch(90, 130, 140, 460, ("#8fb3c8", "#d8dfd6"))
    c.arch(970, 130, 140, 460, ("#8fb3c8", "#d8dfd6"))
    cypress(c, 160, 590, 220)
    cypress(c, 1024, 590, 260)
    cypress(c, 1072, 590, 190)
    c.rect(0, 588, 1200, 212, ("#b59d76", "#8a7450"))
    for row in range(5):
        for column in range(14):
            x, y = column * 96 - (row % 2) * 48, 600 + row * 44
            c.rect(x, y, 90, 38, c.dice.choice(("#c2ab85", "#ad966e", "#b9a27b")), 0.5)
    seller(c)
    for x in (190, 990):
        c.rect(x, 190, 16, 420, ("#7d5f48", "#54402f"))
    stall(c)
    for stripe in range(12):
        x, foot = 170 + stripe * 72, 120 + stripe * 80
        tone: Fill = ("#b8392f", "#9a2c26") if stripe % 2 else ("#fbf6ea", "#e3d9c2")
        c.path(f"M{x} 110H{x + 72}L{foot + 80} 250Q{foot + 40} 300 {foot} 250Z", tone)
    c.rect(166, 100, 872, 14, "#7d5f48")
    c.path("M140 262H1060V290Q600 330 140 290Z", "#2a1e17", 0.16)
    for x in (300, 390, 480, 570, 710, 800, 890):
        c.line(f"M{x} 262V318", "#6b5139", 3)
        for pepper in range(4):
            with c.at(x, 312 + pepper * 12, turn=(-24, 22, -14, 28)[pepper]):
                c.path("M-5 0Q-9 26 2 44Q10 24 6 0Z", ("#c8373f", "#8f1f25"))
    return c


def seller(c: Canvas) -> None:
    with c.at(640, 420):
        c.path("M-92 190Q-96 44 -30 30L30 30Q96 44 92 190Z", ("#41697c", "#2d4c5c"))
        c.path("M-48 60L48 60L58 190H-58Z", "#f3efe6")
        c.line("M-40 36L-44 64M40 36L44 64", "#f3efe6", 9)
        c.rect(-14, 8, 28, 32, "#99704f")
        c.ellipse(0, -16, 34, 40, "#a87a58")
        c.path("M-37 -22Q-38 -64 0 -66Q38 -64 37 -22Q0 -38 -37 -22Z", ("#a12c30", "#7d1d22"))
        c.path("M-20 2Q0 -8 20 2Q0 12 -20 2Z", "#e9e2d2")
        c.circle(-12, -18, 3, "#1c1a1a")
        c.circle(12, -18, 3, "#1c1a1a")


def stall(c: Canvas) -> None:
    c.path("M130 540H1070L1110 590H90Z", ("#a87f54", "#8c6743"))
    c.rect(90, 590, 1020, 130, ("#7d5c3d", "#54402c"))
    for x in range(100, 1110, 64):
        c.line(f"M{x} 592V718", "#3f2f20", 3, 0.6)
    for x, y in ((170, 548), (236, 548), (302, 548), (204, 512), (270, 512), (238, 478)):
        c.ellipse(x, y, 46, 28, ("#6b4630", "#3f271a"))
        for cut in (-16, 0, 16):
            c.line(f"M{x + cut - 5} {y - 16}L{x + cut + 5} {y - 2}", "#a87a54", 3)
    for x in (392, 452, 512):
        with c.at(x, 540, turn=-14):
            c.ellipse(0, 0, 20, 66, ("#e2ae62", "#b67a36"))
            for cut in (-36, -12, 12, 36):
                c.line(f"M-9 {cut + 6}L9 {cut - 6}", "#f3d9a4", 4)
    pile(c, 740, 562, 26, ("#f0a444", "#cf6f1f"), "#5b7f4a")
    pile(c, 930, 562, 23, ("#d8483c", "#a3241f"), "#3f6650")
    for x, y in ((570, 562), (600, 546), (630, 562)):
        c.circle(x, y, 22, ("#8fae5a", "#56762f"))
    for x in (90, 660, 850):
        c.rect(x + 30, 578, 170 if x > 90 else 520, 22, ("#c79e6c", "#a47a4a"))


def pile(c: Canvas, x: float, y: float, radius: float, fill: Fill, leaf: str) -> None:
    for row, count in enumerate((4, 3, 2, 1)):
        for place in range(count):
            across = x + (place - (count - 1) / 2) * radius * 1.8
            up = y - row * radius * 1.5
            c.circle(across, up, radius, fill)
            c.circle(across - radius * 0.3, up - radius * 0.35, radius * 0.3, "#ffffff", 0.25)
            if (row + place) % 2:
                c.path(f"M{across} {up - radius + 4}q12 -14 26 -6q-10 12 -26 6Z", leaf)


def garden() -> Canvas:
    c = Canvas("garden", ("#9cc8dc", "#f6e9c8"))
    c.glow(960, 130, 300, 280, "#fff6d0", 1.0)
    c.circle(960, 130, 66, "#fff0b8")
    cloud(c, 300, 130, 0.9)
    for _ in range(22):
        x, width, height = (
            c.dice.uniform(-40, 1200),
            c.dice.uniform(60, 130),
            c.dice.uniform(60, 200),
        )
        c.rect(
            x,
            430 - height,
            width,
            height,
            c.dice.choice(("#f3ead6", "#e6dac0", "#d8cbb0", "#efe6d2")),
        )
        for window in range(2):
            c.rect(x + 14 + window * 26, 448 - height, 12, 18, "#8fa6b0")
    c.path("M520 430V360Q560 310 600 360V430Z", "#f7f2e4")
    c.rect(640, 250, 44, 180, ("#efe6d2", "#d8cbb0"))
    c.rect(632, 240, 60, 14, "#c9bda0")
    c.rect(0, 420, 1200, 50, ("#efe6d4", "#d6c8aa"))
    c.rect(0, 412, 1200, 14, "#fbf6ea")
    c.rect(0, 470, 1200, 330, ("#d3a27c", "#a8734f"))
    for row, y in enumerate((520, 580, 660, 760)):
        c.line(f"M0 {y}H1200", "#8f5d3e", 2, 0.5)
        for x in range((row % 2) * 60, 1200, 120):
            c.line(f"M{x} {y}V{y + 60 + row * 20}", "#8f5d3e", 2, 0.35)
    for x, y, size, crop in (
        (220, 566, 0.8, "dill"),
        (600, 560, 0.8, "tomatoes"),
        (980, 566, 0.8, "lettuce"),
        (300, 700, 1.12, "tomatoes"),
        (760, 704, 1.12, "dill"),
    ):
        with c.at(x, y, size=size):
            tub(c, crop)
    watering_can(c)
    return c


def tomatoes(c: Canvas) -> None:
    for x in range(-110, 111, 44):
        c.line(f"M{x} -20L{x + 4} -176", "#8b6a48", 4)
        for _ in range(9):
            across, up = x + c.dice.uniform(-20, 22), c.dice.uniform(-160, -30)
            with c.at(across, up, turn=c.dice.uniform(0, 360)):
                c.path("M0 0Q12 -16 34 0Q12 14 0 0Z", c.dice.choice(GREENS))
        for _ in range(3):
            across, up = x + c.dice.uniform(-22, 22), c.dice.uniform(-140, -40)
            c.circle(across, up, 12, ("#e0503f", "#b02a22"))


def dill(c: Canvas) -> None:
    for _ in range(46):
        x, height = c.dice.uniform(-134, 134), c.dice.uniform(70, 160)
        tip = x + c.dice.uniform(-26, 26)
        stalk = c.dice.choice(("#6f9a4a", "#86ad58", "#5a8540"))
        c.line(f"M{x} -20Q{x} {-height * 0.6} {tip} {-height}", stalk, 2.6)
        for ray in range(-60, 61, 24):
            with c.at(tip, -height, turn=ray):
                c.line("M0 0V-16", "#a9bd5a", 1.6)
                c.circle(0, -17, 2.6, "#d3c95a")


def lettuce(c: Canvas) -> None:
    for x in range(-116, 117, 58):
        for turn in (-64, -36, 36, 64, -14, 14):
            with c.at(x, -22, turn=turn):
                c.path("M0 0Q-26 -34 0 -78Q26 -34 0 0Z", ("#9cc46a", "#4f8040"))


GREENS = ("#4c7a3f", "#3f6a37", "#6a9650")
CROPS = {"tomatoes": tomatoes, "dill": dill, "lettuce": lettuce}


def tub(c: Canvas, crop: str) -> None:
    with c.at(0, 64):
        c.shadow(170)
    CROPS[crop](c)
    c.path("M-160 -34H160Q164 56 96 58H-96Q-164 56 -160 -34Z", ("#fbf8f2", "#cfcabd"))
    c.path("M-148 -26H148L144 -14H-144Z", "#4a3325")
    c.rect(-172, -42, 344, 16, ("#ffffff", "#ddd8cb"))
    for flip in (False, True):
        with c.at(0, 0, flip=flip):
            c.path("M-110 54Q-132 64 -124 82H-104Q-96 66 -84 56Z", "#a8843c")


def watering_can(c: Canvas) -> None:
    with c.at(1060, 736):
        c.shadow(100)
        c.path("M-60 -96H60L70 0H-70Z", ("#5f97a8", "#34606f"))
        c.ellipse(0, -96, 60, 12, "#2d4c5c")
        c.path("M-64 -30L-128 -106L-112 -116L-58 -62Z", ("#5f97a8", "#3f6f80"))
        c.path("M-140 -96L-104 -126L-112 -134L-150 -104Z", "#2d4c5c")
        c.line("M58 -84Q120 -80 112 -36Q104 -8 66 -14", "#34606f", 11)
        c.line("M-40 -100Q0 -164 40 -100", "#34606f", 10)
        c.rect(-66, -46, 132, 8, "#2d4c5c", 0.6)


STREETS = {scene.__name__: scene for scene in (church, door, market, garden)}
