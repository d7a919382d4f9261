"""Things seen close, lying on a table: letters, a chessboard, oranges, embroidery, a map."""

import math

from news.demo.pictures.canvas import Canvas, Fill
from news.demo.pictures.motifs import cypress


def wood(c: Canvas, fill: Fill, seam: str) -> None:
    c.rect(0, 0, 1200, 800, fill)
    for y in range(0, 800, 160):
        c.rect(0, y, 1200, 4, seam, 0.7)
    for _ in range(150):
        x, y, length = c.dice.uniform(-200, 1200), c.dice.uniform(0, 800), c.dice.uniform(80, 420)
        bend = c.dice.uniform(-5, 5)
        c.line(f"M{x} {y}Q{x + length / 2} {y + bend} {x + length} {y}", seam, 1.6, 0.35)


def handwriting(c: Canvas, x: float, y: float, width: float) -> None:
    """One line of somebody's hand, word by word."""
    here = x
    while here < x + width - 24:
        word = c.dice.uniform(20, 74)
        strokes, along = f"M{here} {y}", 0.0
        while along < word:
            step = c.dice.uniform(5, 8)
            rise = c.dice.choice((-9, -9, -7, -17, 9))
            strokes += f"q{step / 2} {rise} {step} 0"
            along += step
        c.line(strokes, "#39475c", 1.9, 0.85)
        here += along + 12


def sheet(c: Canvas, turn: float, x: float, y: float, paper: Fill) -> None:
    with c.at(x + 10, y + 14, turn=turn):
        c.rect(0, 0, 470, 560, "#1a100a", 0.3)
    with c.at(x, y, turn=turn):
        c.rect(0, 0, 470, 560, paper)
        c.rect(0, 278, 470, 2, "#a8956c", 0.5)
        c.rect(0, 280, 470, 3, "#fffaf0", 0.5)
        c.path("M0 0H90Q40 30 0 96Z", "#b39a68", 0.25)
        handwriting(c, 300, 62, 130)
        for row in range(12):
            last = 180 if row == 11 else 390
            handwriting(c, 42, 116 + row * 35, last - (36 if row == 0 else 0))


def letters() -> Canvas:
    c = Canvas("letters", "#5b4636")
    wood(c, ("#6b5140", "#4a372a"), "#33251b")
    sheet(c, -9, 50, 150, ("#e6d7b6", "#d6c39a"))
    sheet(c, 4, 380, 76, ("#efdfbe", "#dfcda6"))
    sheet(c, -3, 680, 210, ("#f5ead0", "#e6d6b2"))
    envelope(c)
    dried_flower(c)
    return c


def envelope(c: Canvas) -> None:
    with c.at(80, 560, turn=7):
        c.rect(10, 12, 400, 240, "#1a100a", 0.3)
        c.rect(0, 0, 400, 240, ("#dcc79c", "#c9b183"))
        c.line("M0 0L200 118L400 0", "#a8905f", 2.5)
        c.rect(306, 22, 70, 84, "#f5ead0")
        c.rect(312, 28, 58, 72, ("#a8442e", "#7d2f20"))
        c.path("M322 88Q340 50 362 88Z", "#f5ead0")
        c.circle(352, 48, 8, "#f0c35a")
        for radius in (44, 34):
            c.ring(280, 70, radius, "#3a3f4a", 2.4, 0.6)
        for wave in range(3):
            y = 56 + wave * 14
            c.line(f"M140 {y}q14 -9 28 0q14 9 28 0q14 -9 28 0", "#3a3f4a", 2.4, 0.55)
        for row, width in ((150, 220), (180, 260), (210, 150)):
            handwriting(c, 60, row, width)


def dried_flower(c: Canvas) -> None:
    with c.at(968, 690, turn=-28):
        c.line("M6 8Q66 -132 16 -322", "#1a100a", 9, 0.25)
        c.line("M0 0Q60 -140 10 -330", "#6d6b40", 6)
        for y, turn in ((-110, 40), (-170, -140), (-60, -150)):
            with c.at(30, y, turn=turn):
                c.path("M0 0Q40 -30 92 0Q40 22 0 0Z", ("#7d7a4a", "#5f5c36"))
                c.line("M4 0H84", "#4c4a2a", 1.5, 0.7)
        for turn in range(0, 360, 40):
            with c.at(10, -330, turn=turn):
                c.path("M0 -14Q-26 -52 0 -96Q26 -52 0 -14Z", ("#b8646a", "#7d3540"), 0.94)
                c.line("M0 -20V-82", "#6b2a36", 1.4, 0.6)
        c.circle(10, -330, 24, ("#d9a94e", "#a87a32"))
        for turn in range(0, 360, 36):
            with c.at(10, -330, turn=turn):
                c.circle(14, 0, 3, "#7d5a24")


def chess() -> Canvas:
    c = Canvas("chess", ("#f3ead6", "#e0d2b4"))
    for x in (70, 450, 830):
        c.arch(x - 18, 42, 296, 310, ("#d9cba9", "#c3b188"))
        c.arch(x, 60, 260, 292, ("#a9c6d2", "#e6e4d0"))
        hill = f"M{x} 290Q{x + 80} 236 {x + 150} 274Q{x + 200} 246 {x + 260} 262V352H{x}Z"
        c.path(hill, ("#9db38e", "#7a966f"))
        cypress(c, x + 206, 346, 170)
    c.rect(0, 352, 1200, 448, ("#c9a677", "#8f6c46"))
    c.rect(0, 352, 1200, 10, "#6b4f33", 0.5)
    board(c)
    pieces = (
        (3.1, 7, "rook", True),
        (6.1, 7, "king", True),
        (2.0, 6, "pawn", True),
        (6.0, 6, "pawn", True),
        (4.0, 5, "knight", False),
        (1.0, 4, "pawn", True),
        (5.0, 4, "queen", False),
        (3.0, 3, "pawn", False),
        (6.0, 2.4, "bishop", True),
        (1.0, 1.4, "king", False),
        (4.0, 1, "pawn", True),
        (2.5, 0.4, "rook", False),
    )
    for column, row, kind, dark in pieces:
        x, y, size = square(column + 0.5, row - 0.3)
        with c.at(x, y, size=size):
            piece(c, kind, dark)
    return c


def square(column: float, row: float) -> tuple[float, float, float]:
    """Where a corner of the board is seen, and how big things are there."""
    below_horizon = 483 / (row / 8 + 0.79)
    half = below_horizon * 0.82
    return 600 + (column - 4) / 4 * half, 160 + below_horizon, below_horizon / 520


def board(c: Canvas) -> None:
    corners = [
        square(*corner)[:2] for corner in ((-0.3, -0.28), (8.3, -0.28), (8.3, 8.4), (-0.3, 8.4))
    ]
    c.polygon([(x + 12, y + 18) for x, y in corners], "#2b1a12", 0.35)
    c.polygon(corners, ("#7c5438", "#5a3a26"))
    for row in range(8):
        for column in range(8):
            tone = "#f4ecd8" if (row + column) % 2 else "#6b4a35"
            c.polygon(
                [square(column + i, row + j)[:2] for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))], tone
            )


CROWNS = {
    "pawn": "M-14 -66Q-28 -112 0 -114Q28 -112 14 -66Z",
    "rook": "M-26 -84V-132H-14V-120H-6V-132H6V-120H14V-132H26V-84Z",
    "bishop": "M-18 -96Q-30 -140 0 -174Q30 -140 18 -96Z",
    "knight": "M-26 -76Q-22 -116 -4 -124Q-34 -112 -42 -96L-56 -110"
    "Q-40 -148 -6 -158L2 -174L14 -156Q46 -130 28 -76Z",
    "queen": "M-22 -110L-36 -164L-16 -146L0 -176L16 -146L36 -164L22 -110Z",
    "king": "M-22 -116L-34 -158Q-18 -170 0 -158Q18 -170 34 -158L22 -116Z",
}


def piece(c: Canvas, kind: str, dark: bool) -> None:
    fill: Fill = ("#3a3f47", "#121417") if dark else ("#fffaf0", "#cfc3a8")
    c.path("M-6 2Q60 30 150 16Q110 -14 36 -10Z", "#2b1a12", 0.28)
    c.shadow(52)
    waist = {"pawn": -66, "rook": -84, "knight": -76, "bishop": -96}.get(kind, -112)
    c.path(
        f"M-44 0Q-46 -18 -30 -22Q-16 -40 -13 {waist}H13Q16 -40 30 -22Q46 -18 44 0Q0 14 -44 0Z", fill
    )
    c.path(CROWNS[kind], fill)
    c.rect(-24, waist - 4, 48, 9, fill)
    c.path("M-36 -10Q0 2 36 -10V-4Q0 8 -36 -4Z", "#000000", 0.18)
    if kind == "king":
        c.rect(-4, -190, 8, 32, fill)
        c.rect(-13, -182, 26, 8, fill)
    if kind == "queen":
        for x in (-36, 0, 36):
            c.circle(x, -168 if x else -180, 6, fill)
    if kind == "knight":
        c.circle(-8, -136, 4, "#8a8f97" if dark else "#6b5139")
    if kind == "bishop":
        c.line("M4 -150L14 -132", "#8a8f97" if dark else "#a89878", 4)


def oranges() -> Canvas:
    c = Canvas("oranges", ("#2c4a46", "#1d3432"))
    c.glow(420, 160, 620, 420, "#7fa894", 0.35)
    c.path("M0 560Q600 520 1200 560V800H0Z", ("#f1e9d6", "#cfc3a6"))
    for x in range(-40, 1240, 60):
        c.line(
            f"M{x} 560L{600 + (x - 600) * 1.5} 800",
            "#a8442e" if x % 180 == 20 else "#b9c3b0",
            3,
            0.4,
        )
    for y in (600, 660, 735):
        c.line(f"M0 {y}Q600 {y - 34} 1200 {y}", "#b9c3b0", 3, 0.4)
    jar(c)
    for x, y, radius in (
        (330, 470, 92),
        (510, 466, 98),
        (420, 350, 90),
        (240, 600, 100),
        (440, 610, 108),
        (640, 604, 100),
        (1080, 640, 84),
    ):
        orange(c, x, y, radius)
    c.ellipse(800, 700, 96, 26, "#3a2f1e", 0.2)
    c.circle(800, 620, 86, ("#f3a23f", "#d06f1b"))
    c.circle(800, 620, 76, "#fbe6b8")
    for turn in range(0, 360, 40):
        with c.at(800, 620, turn=turn):
            c.path("M8 -6L64 -22Q74 0 64 22L8 6Q4 0 8 -6Z", ("#f6b04a", "#ec8f2c"))
            c.line("M24 0H58", "#fbd48a", 2)
    for x, y, turn in ((150, 716, -20), (560, 730, 12), (960, 742, -34)):
        with c.at(x, y, turn=turn):
            leaf(c)
    return c


def orange(c: Canvas, x: float, y: float, radius: float) -> None:
    c.glow(x, y + radius * 0.9, radius * 1.35, radius * 0.4, "#2b1f10", 0.55)
    c.circle(x, y, radius, ("#f0993a", "#b9550f"))
    c.ellipse(x - radius * 0.12, y - radius * 0.14, radius * 0.8, radius * 0.78, "#f2a145", 0.45)
    for _ in range(60):
        angle, far = c.dice.uniform(0, math.tau), radius * 0.9 * math.sqrt(c.dice.random())
        c.circle(x + far * math.cos(angle), y + far * math.sin(angle), 1.5, "#a84c0d", 0.35)
    with c.at(x - radius * 0.4, y - radius * 0.46, turn=-40):
        c.ellipse(0, 0, radius * 0.24, radius * 0.12, "#fff1d0", 0.6)
    c.circle(x + radius * 0.1, y - radius * 0.72, 5, "#5a4a24")
    with c.at(x + radius * 0.1, y - radius * 0.74, turn=c.dice.uniform(-50, 10)):
        leaf(c)


def leaf(c: Canvas) -> None:
    c.path("M0 0Q36 -46 104 -14Q64 34 0 0Z", ("#7fa45c", "#3f6a3c"))
    c.path("M0 0Q54 -2 104 -14Q64 34 0 0Z", "#234a2a", 0.3)
    c.line("M0 0Q54 -4 98 -13", "#cfdca0", 1.8, 0.8)


def jar(c: Canvas) -> None:
    c.glow(940, 664, 190, 46, "#2b1f10", 0.7)
    c.path(
        "M820 340Q810 360 810 390V620Q810 656 850 656"
        "H1030Q1070 656 1070 620V390Q1070 360 1060 340Z",
        ("#f2a93f", "#b9600f"),
    )
    for _ in range(34):
        x, y = c.dice.uniform(836, 1040), c.dice.uniform(390, 630)
        with c.at(x, y, turn=c.dice.uniform(0, 180)):
            c.path("M-16 -3Q0 -10 16 -3Q0 4 -16 -3Z", "#f9d27a", 0.7)
    c.path("M830 360Q826 500 834 630H852Q842 500 850 360Z", "#fff6dc", 0.5)
    c.rect(806, 300, 268, 46, ("#efe8d8", "#b9ae96"))
    c.path("M790 250Q940 214 1090 250L1104 330Q940 356 776 330Z", ("#b8392f", "#84231d"))
    for x in range(800, 1100, 38):
        for y in (262, 292, 322):
            c.circle(x, y - abs(x - 940) * -0.02, 5, "#fbf3dc", 0.85)
    c.line("M796 328Q940 354 1084 328", "#e9d9ae", 6)
    c.path("M852 430H1028V570H852Z", "#fbf3dc")
    c.rect(860, 438, 160, 124, "#a8442e", 0.12)
    c.circle(940, 478, 24, ("#f0993a", "#c9641a"))
    c.path("M944 456q18 -20 36 -8q-14 18 -36 8Z", "#4f7a4a")
    handwriting(c, 876, 530, 130)
    handwriting(c, 892, 552, 96)


ROSE = (
    "......r......",
    ".....rrr.....",
    "....rrkrr....",
    "...rrkkkrr...",
    "..rrkkrkkrr..",
    ".rrkkrrrkkrr.",
    "rrkkrrkrrkkrr",
)
BIRD = (
    "..rr........",
    ".rkrr.....r.",
    "rrrrr....rr.",
    "..rrrr..rrr.",
    "..rkkrrrrr..",
    "...rkkkrr...",
    "....rrrr....",
    ".....k......",
    "....kkk.....",
)
THREADS = {"r": "#b3262b", "k": "#24303a"}


def stitch(c: Canvas, pattern: tuple[str, ...], x: float, y: float, size: float) -> None:
    """Cross-stitch a pattern, one letter a stitch."""
    for row, line in enumerate(pattern):
        for column, letter in enumerate(line):
            if letter in THREADS:
                left, top = x + column * size, y + row * size
                near, far = size * 0.12, size * 0.88
                c.line(
                    f"M{left + near} {top + near}L{left + far} {top + far}",
                    THREADS[letter],
                    size * 0.3,
                )
                c.line(
                    f"M{left + far} {top + near}L{left + near} {top + far}",
                    THREADS[letter],
                    size * 0.3,
                )


def embroidery() -> Canvas:
    c = Canvas("embroidery", ("#7d6a58", "#5a4a3d"))
    wood(c, ("#8a6d52", "#66503c"), "#4a392a")
    with c.at(600, 400, turn=-6):
        c.path("M-520 -330Q0 -352 512 -322L536 340Q0 362 -530 328Z", "#1a100a", 0.3)
        c.path("M-532 -344Q0 -366 500 -336L524 326Q0 348 -542 314Z", ("#f1e8d3", "#ddd0b4"))
        for thread in range(-530, 530, 9):
            c.line(f"M{thread} -346L{thread} 326", "#c4b592", 1, 0.35)
        for thread in range(-340, 330, 9):
            c.line(f"M-538 {thread}H520", "#c4b592", 1, 0.35)
        for x in (-508, -438, 366, 436):
            for place in range(7):
                stitch(c, ("..r..", ".rkr.", "rkkkr", ".rkr.", "..r.."), x, -312 + place * 88, 11)
        with c.at(-6, 0, size=1.2):
            hoop(c)
    return c


def hoop(c: Canvas) -> None:
    c.circle(8, 12, 258, "#1a100a", 0.22)
    c.circle(0, 0, 248, ("#fbf4e2", "#ebdfc4"))
    for thread in range(-240, 241, 9):
        half = math.sqrt(248**2 - thread**2)
        c.line(f"M{thread} {-half}V{half}", "#cdbf9c", 1, 0.4)
        c.line(f"M{-half} {thread}H{half}", "#cdbf9c", 1, 0.4)
    mirrored = (*ROSE, *reversed(ROSE[:-1]))
    stitch(c, mirrored, -91, -91, 14)
    stitch(c, BIRD, -216, -50, 10)
    stitch(c, tuple(line[::-1] for line in BIRD), 98, -50, 10)
    for x in (-64, 9):
        stitch(c, ("..r..", ".rrr.", "rrkrr", ".rrr.", "..k..", ".kkk."), x, -184, 11)
        stitch(c, (".kkk.", "..k..", ".rrr.", "rrkrr", ".rrr.", "..r.."), x, 120, 11)
    c.ring(0, 0, 248, "#a87a46", 26)
    c.ring(0, 0, 248, "#c99a5e", 12)
    c.path("M-26 -288H26V-252H-26Z", ("#d8b25a", "#9a7430"))
    c.rect(-6, -312, 12, 28, "#b98f3a")
    c.line("M96 150Q170 220 260 196Q330 180 352 250", "#b3262b", 4)
    with c.at(352, 250, turn=58):
        c.line("M0 0H130", "#5a6068", 6)
        c.line("M-6 -2H120", "#e9edf0", 3)


COAST = (
    "M540 -60Q470 -20 430 -84Q380 -130 330 -96Q300 -40 250 -66Q220 -150 150 -120"
    "Q90 -80 60 -140Q0 -190 -70 -150Q-120 -170 -180 -132Q-280 -150 -330 -96Q-420 -110 -540 -60"
)


def map_sheet() -> Canvas:
    c = Canvas("map", "#5b4636")
    wood(c, ("#5f4a3a", "#3f2f24"), "#2a1e16")
    with c.at(600, 400, turn=-2.5):
        c.rect(-522, -332, 1060, 690, "#120b07", 0.35)
        c.rect(-540, -350, 1080, 700, ("#ecdcb6", "#dcc696"))
        c.path(
            f"{COAST}V-350H540Z",
            ("#a9c2bf", "#bcd0c4"),
        )
        for offset in (10, 22, 36):
            with c.at(0, -offset):
                c.line(COAST, "#5f8798", 1.6, 0.5)
        c.path("M-60 -70Q-10 -110 40 -66Q20 -20 -40 -26Z", ("#a9c2bf", "#bcd0c4"))
        relief(c)
        railway(c)
        town_plan(c)
        compass(c)
        folds(c)
    return c


def relief(c: Canvas) -> None:
    for _ in range(70):
        x, y = c.dice.uniform(-500, 500), c.dice.uniform(60, 320)
        if x < 300 or y < 130:
            c.path(f"M{x - 16} {y}L{x} {y - 18}L{x + 16} {y}L{x} {y - 6}Z", "#a8895a", 0.55)
    c.line(
        "M-540 200Q-400 120 -300 160Q-160 200 -60 90Q0 30 90 20Q190 10 250 -60", "#5f8798", 5, 0.8
    )
    for path in (
        "M-500 40Q-300 -20 -150 20Q0 60 120 120Q300 160 520 140",
        "M-150 20Q-120 140 -200 320",
        "M120 120Q160 240 300 330",
        "M250 -40Q300 60 420 80Q480 90 530 60",
    ):
        c.line(path, "#9a5a3a", 4, 0.8)
        c.line(path, "#ecdcb6", 1.6)


def railway(c: Canvas) -> None:
    stops = ((-70, -140), (-110, -40), (-40, 40), (110, 60), (250, -52))
    for (x, y), (to_x, to_y) in zip(stops, stops[1:], strict=False):
        c.line(f"M{x} {y}L{to_x} {to_y}", "#2a2a2c", 5)
        length = math.hypot(to_x - x, to_y - y)
        with c.at(x, y, turn=math.degrees(math.atan2(to_y - y, to_x - x))):
            for sleeper in range(8, int(length), 12):
                c.line(f"M{sleeper} -7V7", "#2a2a2c", 2.6)
    for x, y in stops:
        c.circle(x, y, 11, "#a8442e")
        c.circle(x, y, 5, "#f5ead0")
        handwriting(c, x + 18, y + 26, 92)
    for x, y, width in ((-420, -250, 220), (200, -240, 260), (-60, 230, 190)):
        handwriting(c, x, y, width)


def town_plan(c: Canvas) -> None:
    """The inset in the corner: blocks, streets between them, a square and a quay."""
    c.rect(-500, 96, 270, 208, ("#f5ead0", "#e8d8ae"))
    c.path("M-500 96H-230V138Q-300 120 -360 142Q-430 160 -500 132Z", "#a9c2bf")
    for row in range(4):
        for column in range(7):
            if (row, column) not in ((1, 3), (0, 0)):
                x, y = -490 + column * 37, 160 + row * 35 + (3 - column) * 1.6
                c.path(f"M{x} {y}h29l2 24h-30Z", c.dice.choice(("#cdb07a", "#c4a268", "#d6bd8c")))
    c.circle(-364, 206, 9, "#8fa982")
    c.line("M-500 96H-230V304H-500Z", "#8a6f44", 4)


def compass(c: Canvas) -> None:
    with c.at(412, 236):
        for radius, colour in ((82, "#a8895a"), (76, "#ecdcb6"), (58, "#a8895a"), (55, "#ecdcb6")):
            c.circle(0, 0, radius, colour)
        for turn in range(0, 360, 45):
            reach = 74 if turn % 90 == 0 else 48
            with c.at(0, 0, turn=turn):
                c.path(f"M0 {-reach}L11 -11L0 0Z", "#a8442e" if turn % 90 == 0 else "#6b5139")
                c.path(f"M0 {-reach}L-11 -11L0 0Z", "#f5ead0")
                c.line(f"M0 {-reach}L-11 -11", "#6b5139", 1.2)
        c.path("M0 -112L9 -90H-9Z", "#a8442e")


def folds(c: Canvas) -> None:
    for x in (-270, 0, 270):
        c.rect(x - 26, -350, 26, 700, "#7d6238", 0.08)
        c.rect(x - 2, -350, 2, 700, "#7d6238", 0.4)
        c.rect(x, -350, 3, 700, "#fffaf0", 0.4)
    c.rect(-540, -24, 1080, 24, "#7d6238", 0.08)
    c.rect(-540, -1, 1080, 2, "#7d6238", 0.4)
    for x, y in ((-270, 0), (0, 0), (270, 0)):
        c.circle(x, y, 9, "#5f4a3a", 0.55)
    c.line("M-524 -334H524V334H-524Z", "#8a6f44", 2)
    c.line("M-514 -324H514V324H-514Z", "#8a6f44", 5)
    for x, y, radius in ((-380, -200, 60), (460, -150, 40)):
        c.circle(x, y, radius, "#a87f44", 0.1)


TABLES = {scene.__name__: scene for scene in (letters, chess, oranges, embroidery)} | {
    "map": map_sheet
}
