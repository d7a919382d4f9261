"""Scenes by the sea: a harbour, a boat, kites over the beach, stars above the water."""

from news.demo.pictures.canvas import Canvas, oval
from news.demo.pictures.motifs import cloud, gull, ripples, walker


def harbour() -> Canvas:
    c = Canvas("harbour", ("#a9c4d3", "#f1e3c6"))
    c.glow(890, 250, 330, 300, "#fff2cf", 0.9)
    c.circle(890, 250, 62, "#fbeccb")
    cloud(c, 260, 150, 0.9, 0.6)
    cloud(c, 1060, 120, 0.6, 0.5)
    c.path(
        "M0 400Q220 300 420 390Q640 470 860 360Q1030 290 1200 400V540H0Z", ("#a9bac0", "#8fa6b0")
    )
    c.path("M0 460Q300 390 560 450Q860 510 1200 430V560H0Z", ("#7f98a3", "#64808e"))
    c.rect(0, 520, 1200, 280, ("#6f97a6", "#274c5f"))
    ripples(c, 530, 800, "#cfe0e0", 120)
    for x in range(60, 1260, 180):
        c.rect(x, 436, 24, 204, ("#2f3941", "#20282e"))
        c.path(f"M{x + 24} 440Q{x + 102} 540 {x + 180} 440Z", "#2a3239")
        c.rect(x - 6, 636, 36, 10, "#1d252b")
        c.rect(x + 4, 644, 16, 90, "#1d3a4a", 0.35)
    c.rect(0, 418, 1200, 26, ("#3f4b54", "#2a3239"))
    for x in range(0, 1200, 30):
        c.rect(x, 398, 4, 22, "#333d45")
    c.rect(0, 394, 1200, 5, "#3f4b54")
    for x in range(150, 1200, 360):
        c.rect(x, 330, 6, 90, "#333d45")
        c.circle(x + 3, 328, 9, "#f3e3bf")
    with c.at(780, 690):
        c.path("M-150 62Q0 110 150 62L110 150Q0 190 -110 150Z", "#f1ede4", 0.22)
        sail_boat(c)
    for x, y, size in ((380, 210, 1.0), (460, 170, 0.7), (330, 262, 0.6), (640, 240, 0.8)):
        gull(c, x, y, size)
    return c


def sail_boat(c: Canvas) -> None:
    c.path("M-150 0H150L104 66Q0 78 -96 66Z", ("#fbf8f0", "#cfc7b5"))
    c.path("M-150 0H150L142 12H-142Z", "#a8442e")
    c.rect(-6, -210, 9, 212, "#4a3a32")
    c.path("M10 -204Q120 -110 128 -22Q60 -40 10 -18Z", ("#fbf8f0", "#ddd5c3"))
    c.path("M-12 -186Q-92 -96 -104 -22Q-50 -36 -12 -20Z", ("#efe8d8", "#cfc5ae"))
    c.path("M4 -212L44 -200L4 -188Z", "#a8442e")


def boat() -> Canvas:
    c = Canvas("boat", ("#b9d2dc", "#f4ead2"))
    cloud(c, 240, 130, 0.9, 0.7)
    cloud(c, 900, 180, 1.1, 0.6)
    c.path(
        "M0 356Q180 320 360 346Q620 300 820 344Q1040 316 1200 350V400H0Z", ("#a3b5ae", "#8da39d")
    )
    for x, width, height in (
        (60, 90, 60),
        (150, 70, 84),
        (220, 110, 52),
        (930, 80, 66),
        (1010, 120, 50),
        (1130, 70, 78),
    ):
        c.rect(x, 372 - height, width, height, ("#fbf6ea", "#d9d0bd"))
        c.rect(x + width * 0.3, 386 - height, 12, 18, "#5f8798")
    c.dome(266, 320, 34, 30, "#e9e2d2")
    c.rect(0, 370, 1200, 430, ("#a5c6cf", "#4b7f92"))
    ripples(c, 384, 640, "#f2f5ee", 90)
    c.path("M0 660Q340 590 700 640Q980 676 1200 636V800H0Z", ("#e0cda4", "#bfa678"))
    c.path(
        "M0 652Q340 580 700 630Q980 668 1200 626V640Q980 680 700 644Q340 594 0 668Z", "#fbf8f0", 0.7
    )
    c.glow(600, 690, 420, 60, "#4a3f2c", 0.7)
    hull(c)
    for _ in range(60):
        x, y = c.dice.uniform(0, 1200), c.dice.uniform(700, 795)
        c.ellipse(
            x,
            y,
            c.dice.uniform(2, 7),
            c.dice.uniform(1, 3),
            c.dice.choice(("#a08a60", "#f1e6cb", "#8a7450")),
            0.8,
        )
    c.line("M880 600Q980 690 1100 716", "#8a7450", 5)
    c.line("M1100 690V744M1076 724Q1100 760 1126 724", "#3a3f44", 8)
    for x, y, size in ((420, 150, 1.0), (520, 200, 0.7), (720, 120, 0.8)):
        gull(c, x, y, size)
    return c


def hull(c: Canvas) -> None:
    c.rect(592, 140, 16, 370, ("#8b6a48", "#5f4730"))
    c.line("M600 160L300 480", "#6b5139", 2.5)
    c.line("M600 160L900 470", "#6b5139", 2.5)
    c.path("M612 176L846 420Q720 444 612 430Z", ("#fbf6ea", "#d9cfb8"))
    c.line("M680 248L690 430M750 322L760 434", "#c4b998", 2)
    c.path(
        "M230 452Q420 520 620 518Q820 514 980 430L926 600Q820 690 600 692Q400 692 300 610Z",
        ("#3d7fa8", "#1f4f70"),
    )
    c.path(
        "M230 452Q420 520 620 518Q820 514 980 430L970 462Q820 544 620 548Q420 550 240 484Z",
        ("#fbf8f0", "#e0d9c8"),
    )
    c.path(
        "M242 488Q420 556 620 554Q820 550 968 468L965 478Q820 562 620 566Q420 568 246 500Z",
        "#c8373f",
    )
    for lower in (38, 74, 108):
        c.line(
            f"M{256 + lower * 0.5} {486 + lower}"
            f"Q440 {560 + lower * 0.8} 620 {556 + lower * 0.8}"
            f"Q800 {554 + lower * 0.8} {956 - lower * 0.4} {476 + lower}",
            "#173c57",
            2.5,
            0.7,
        )
    c.path("M262 452Q430 506 620 504Q800 500 944 436Q800 480 620 480Q430 484 262 452Z", "#6b4a33")
    c.path("M330 640Q600 720 880 640Q820 700 600 696Q400 696 330 640Z", "#7d2f20", 0.85)
    c.circle(900, 520, 15, "#fbf8f0")
    c.circle(900, 520, 8, "#16344b")
    c.line("M470 500L300 640", "#a87f54", 8)
    c.path("M312 620L270 668L288 682L326 640Z", "#a87f54")


FLYERS = (
    (190, 744, 0.8, "#c8373f"),
    (330, 716, 0.6, "#39566b"),
    (520, 752, 0.85, "#c58d3e"),
    (700, 720, 0.62, "#6d7f5e"),
    (900, 748, 0.8, "#7d3a6a"),
    (1040, 714, 0.6, "#a8442e"),
)
KITES = (
    (170, 190, 1.25, -14, "#c8373f", "#f0c35a"),
    (380, 330, 0.8, 12, "#24566b", "#f3efe6"),
    (520, 140, 1.5, 8, "#e08a3a", "#fbf3dc"),
    (690, 350, 0.75, -18, "#6a8f4f", "#f0e3b0"),
    (930, 210, 1.35, 16, "#7d3a6a", "#f0c35a"),
    (1080, 420, 0.7, -8, "#c8373f", "#f3efe6"),
)


def kite() -> Canvas:
    c = Canvas("kite", ("#6fb0d6", "#e8eee2"))
    cloud(c, 220, 300, 1.0, 0.85)
    cloud(c, 760, 120, 1.2, 0.8)
    cloud(c, 1080, 360, 0.8, 0.7)
    c.rect(0, 560, 1200, 120, ("#4f93b0", "#2f7392"))
    ripples(c, 566, 660, "#e6f2f2", 60)
    c.path("M820 562Q930 500 1040 520Q1130 470 1200 500V562Z", ("#8fa68a", "#6f8a72"))
    c.path("M0 660Q340 616 640 646Q940 676 1200 630V800H0Z", ("#f0dfb6", "#d3b982"))
    c.path(
        "M0 652Q340 608 640 638Q940 668 1200 622V632Q940 680 640 650Q340 620 0 664Z", "#ffffff", 0.8
    )
    for (x, y, size, _), (across, up, *_) in zip(FLYERS, KITES, strict=True):
        c.line(
            f"M{x + 14 * size} {y - 62 * size}"
            f"Q{(x + across) / 2 + 70} {(y + up) / 2 + 60} {across} {up}",
            "#5a6a72",
            1.6,
            0.8,
        )
    for x, y, size, coat in FLYERS:
        walker(c, x, y, size, coat)
        c.line(
            f"M{x + 8 * size} {y - 66 * size}L{x + 18 * size} {y - 58 * size}", "#a87a58", 5 * size
        )
    for x, y, size, turn, cloth, light in KITES:
        with c.at(x, y, turn=turn, size=size):
            diamond(c, cloth, light)
    for x, y, size in ((620, 470, 0.6), (300, 450, 0.7), (860, 500, 0.5)):
        gull(c, x, y, size)
    return c


def diamond(c: Canvas, cloth: str, light: str) -> None:
    c.line("M0 92Q26 130 -6 166Q-34 204 4 240", "#5a4a3a", 2)
    for y, x in ((122, 14), (164, -6), (206, -16), (240, 4)):
        c.path(f"M{x} {y}l-17 -9v18ZM{x} {y}l17 -9v18Z", light if y % 4 else cloth)
    c.path("M0 -80L58 -4L0 92L-58 -4Z", cloth)
    c.path("M0 -80L58 -4H0Z", light)
    c.path("M0 92L-58 -4H0Z", light)
    c.path("M0 -80L58 -4L0 92Z", "#000000", 0.07)
    c.line("M0 -80V92M-58 -4H58", "#4a3a2a", 2.4)


def observatory() -> Canvas:
    c = Canvas("observatory", ("#0d1830", "#34507a"))
    c.glow(600, 700, 900, 320, "#d59a7a", 0.38)
    with c.at(660, 180, turn=-24):
        for _ in range(420):
            x, y = c.dice.uniform(-800, 800), c.dice.gauss(0, 62)
            c.circle(x, y, c.dice.uniform(0.5, 1.4), "#dfe6f5", c.dice.uniform(0.25, 0.7))
    for _ in range(230):
        x, y = c.dice.uniform(0, 1200), c.dice.uniform(0, 600) * c.dice.random() ** 0.4
        c.circle(x, y, c.dice.choice((0.8, 1.0, 1.3, 1.8)), "#f5f1e2", c.dice.uniform(0.5, 1))
    for x, y in ((220, 140), (930, 110), (1060, 300), (390, 80)):
        c.glow(x, y, 26, 26, "#fff6dc", 0.8)
        c.path(
            f"M{x - 13} {y}L{x} {y - 2}L{x + 13} {y}L{x} {y + 2}Z"
            f"M{x} {y - 13}L{x + 2} {y}L{x} {y + 13}L{x - 2} {y}Z",
            "#fffbe8",
        )
    c.rect(0, 604, 1200, 90, ("#41628a", "#233c5c"))
    ripples(c, 610, 690, "#a9c2dc", 46)
    c.path("M0 690Q260 640 520 668Q860 700 1200 660V800H0Z", ("#1b2438", "#0d1320"))
    c.path("M0 618Q120 596 260 612V694H0Z", "#14203a")
    telescope_dome(c)
    for x, size, coat in (
        (170, 1.0, "#7d3a34"),
        (214, 0.72, "#c58d3e"),
        (262, 1.05, "#39566b"),
        (960, 1.0, "#6d7f5e"),
        (1010, 0.7, "#a8442e"),
    ):
        walker(c, x, 726, size, coat)
    return c


def telescope_dome(c: Canvas) -> None:
    c.rect(440, 500, 320, 200, ("#d5d9e2", "#8b95ab"))
    c.rect(640, 500, 120, 200, "#232f4a", 0.35)
    c.rect(420, 488, 360, 22, ("#eef0f4", "#b3bccb"))
    c.dome(600, 490, 180, 180, ("#eef0f4", "#a5afc2"))
    c.polygon([*oval(600, 490, 180, 180, 290, 360), (640, 490)], "#232f4a", 0.3)
    c.path("M566 488L636 312Q664 316 688 330L634 488Z", "#141c30")
    c.glow(620, 460, 80, 90, "#f0a35a", 0.7)
    with c.at(612, 470, turn=-66):
        c.rect(0, -17, 190, 34, ("#5a6478", "#2d3548"))
        c.rect(178, -22, 22, 44, "#76819a")
    c.path("M596 488H634L626 440H604Z", "#20283c")
    for x in range(460, 760, 40):
        c.circle(x, 500, 5, "#69748c")
    c.arch(480, 590, 60, 110, ("#f6cf8a", "#c98f48"))
    c.rect(508, 590, 4, 110, "#6b4a2c")
    c.rect(660, 570, 56, 46, ("#f6cf8a", "#d9a45c"))
    c.rect(686, 570, 4, 46, "#6b4a2c")


SEASIDE = {scene.__name__: scene for scene in (harbour, boat, kite, observatory)}
