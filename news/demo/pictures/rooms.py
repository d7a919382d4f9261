"""Scenes indoors: a stage, a screen, desks, shelves."""

from news.demo.pictures.canvas import Canvas
from news.demo.pictures.motifs import (
    arched_window,
    back_of_head,
    floor_boards,
    light_from_window,
    row_of_books,
    singer,
)


def choir() -> Canvas:
    c = Canvas("choir", ("#4b5d73", "#33404f"))
    for x in (96, 376, 656, 936):
        arched_window(c, x, 96, 170, 400, ("#dfe6e2", "#8fa6b4"))
    floor_boards(c, 560, ("#6a5243", "#3a2b23"), "#2a1e17")
    for x in (60, 340, 620):
        light_from_window(c, f"M{x + 60} 110L{x + 200} 110L{x + 520} 800L{x + 240} 800Z", 0.07)
    rows = (
        (9, 104, 360, 0.9, 0),
        (9, 148, 462, 0.98, 0),
        (8, 96, 566, 1.1, 0),
    )
    for count, first, y, size, shift in rows:
        c.rect(40, y + 128, 1120, 50, ("#5b4639", "#44342a"))
        for place in range(count):
            x = first + shift + place * (920 / count) + c.dice.uniform(-8, 8)
            shirt = c.dice.choice(("#f3efe6", "#e8e4da", "#fbf8f0"))
            singer(c, x, y + c.dice.uniform(-9, 9), size, shirt)
    c.path("M0 742H1200V800H0Z", ("#3a2b23", "#2a1e17"))
    grand_piano(c)
    return c


def grand_piano(c: Canvas) -> None:
    c.path("M936 640Q960 470 1080 446Q1150 436 1200 470V660Z", ("#39414c", "#171a20"))
    c.path("M956 636Q982 494 1086 468Q1150 458 1200 488V640Z", ("#20242b", "#14161a"))
    c.line("M986 652L1040 540", "#0b0c0f", 6)
    c.path("M880 676Q884 646 920 646H1200V716H880Z", ("#2b3038", "#181b21"))
    c.path("M936 646H1200V654H936Z", "#c79a4a", 0.7)
    c.path("M862 686H1010V712H862Z", "#f3efe6")
    for key in range(12):
        c.rect(866 + key * 12, 686, 6, 14, "#14161a")
    c.path("M856 712H1200V734H856Z", ("#2b3038", "#14161a"))
    for x in (884, 1130):
        c.path(f"M{x} 734H{x + 34}L{x + 26} 800H{x + 8}Z", "#14161a")


def piano() -> Canvas:
    c = Canvas("piano", ("#dccdb2", "#c5b08c"))
    floor_boards(c, 640, ("#8a6a4e", "#5f4734"), "#4c3828")
    c.rect(0, 622, 1200, 20, "#b39d78")
    for x in (330, 470):
        light_from_window(c, f"M{x} 60H{x + 110}L{x - 130} 560H{x - 240}Z", 0.3)
    c.rect(120, 110, 190, 240, "#f1e8d5")
    c.rect(132, 122, 166, 216, ("#b8cbd6", "#6f8a97"))
    c.path("M132 290Q200 240 298 282V338H132Z", "#41697c")
    c.path("M190 282L214 210L240 282Z", "#f7f3ea")
    upright(c)
    c.path("M516 268L652 262L652 372L516 372Z", "#f7f3ea")
    c.path("M660 262L796 268L796 372L660 372Z", "#efe8d8")
    for page in (530, 674):
        for stave in range(4):
            for rule in range(3):
                c.rect(page, 286 + stave * 22 + rule * 4, 108, 1.2, "#6b5447")
            for note in range(6):
                c.circle(
                    page + 8 + note * 18, 286 + stave * 22 + c.dice.uniform(0, 9), 2.6, "#2b1a12"
                )
    c.glow(874, 214, 230, 200, "#ffe9a8", 0.75)
    c.rect(869, 190, 10, 98, "#2b1a12")
    c.ellipse(874, 288, 44, 8, "#2b1a12")
    c.path("M812 196L846 108H902L936 196Z", ("#e2ad58", "#b67a2c"))
    with c.at(604, 690):
        c.shadow(190)
        c.rect(-140, -78, 280, 30, ("#4a2c1f", "#2b1a12"))
        c.rect(-122, -50, 22, 56, "#2b1a12")
        c.rect(100, -50, 22, 56, "#2b1a12")
    return c


def upright(c: Canvas) -> None:
    c.glow(640, 666, 480, 60, "#2b1a12", 0.7)
    c.rect(330, 284, 620, 380, ("#6b4330", "#43281c"))
    c.rect(356, 310, 568, 120, ("#5a3626", "#4a2c1f"))
    c.rect(306, 262, 668, 30, ("#7c4f39", "#4a2c1f"))
    c.rect(286, 462, 708, 42, ("#4a2c1f", "#2b1a12"))
    c.rect(306, 436, 668, 30, ("#fbf8f0", "#ddd6c6"))
    for key in range(48):
        c.rect(306 + key * 13.92, 436, 1.4, 30, "#8d8172")
        if key % 7 not in (2, 6):
            c.rect(315 + key * 13.92, 436, 8, 18, "#16100c")
    c.rect(370, 530, 540, 110, ("#5a3626", "#4a2c1f"))
    for x in (322, 918):
        c.path(f"M{x} 504H{x + 40}L{x + 32} 668H{x + 8}Z", ("#4a2c1f", "#2b1a12"))
    for x in (612, 648):
        c.ellipse(x, 652, 15, 6, "#d3a850")


def books() -> Canvas:
    c = Canvas("books", ("#4b3a30", "#33271f"))
    for floor in (256, 512, 768):
        c.rect(20, floor - 226, 1160, 226, ("#2a201a", "#3b2f28"))
        row_of_books(c, 34, 1160, floor, 206)
        c.rect(0, floor, 1200, 30, ("#8a6a50", "#5f4838"))
        c.rect(0, floor + 26, 1200, 12, "#1a1310", 0.45)
    for x in (0, 592, 1176):
        c.rect(x, 0, 26, 800, ("#7d5f48", "#54402f"))
        c.rect(x + 20, 0, 6, 800, "#1a1310", 0.35)
    c.glow(250, 120, 700, 560, "#ffe2a6", 0.3)
    return c


def library() -> Canvas:
    c = Canvas("library", ("#5a4738", "#46362b"))
    for left, right in ((30, 400), (800, 1170)):
        for floor in (190, 330, 470):
            c.rect(left, floor - 128, right - left, 128, "#2f241d")
            row_of_books(c, left + 8, right - 4, floor, 112)
            c.rect(left - 8, floor, right - left + 16, 14, ("#8a6a50", "#5f4838"))
    arched_window(c, 476, 60, 248, 400, ("#e9eee6", "#a9bfc4"))
    c.path("M476 400Q560 340 600 380Q640 420 724 350V460H476Z", "#7f9a86", 0.8)
    floor_boards(c, 520, ("#7a5c44", "#4c3828"), "#3a2a1e")
    light_from_window(c, "M490 460H710L980 800H220Z", 0.13)
    c.path("M250 560H950L1130 690H70Z", ("#9b7350", "#7c5a3e"))
    c.rect(70, 690, 1060, 26, ("#6b4a33", "#4f3524"))
    for x in (110, 1060):
        c.rect(x, 716, 34, 84, "#4f3524")
    for x, y, size in ((370, 588, 0.85), (600, 600, 1.0), (830, 588, 0.85)):
        desk_lamp(c, x, y, size)
    c.path("M420 640L560 632L570 668L410 676Z", "#f3efe6")
    c.path("M560 632L700 640L712 676L570 668Z", "#e6dfcf")
    c.line("M561 633L570 668", "#b7a88c", 3)
    for x, y, spine in ((790, 640, "#a8442e"), (796, 628, "#39566b"), (788, 616, "#c58d3e")):
        c.rect(x, y, 130, 13, spine)
    return c


def desk_lamp(c: Canvas, x: float, y: float, size: float) -> None:
    c.glow(x, y + 20, 150 * size, 70 * size, "#fff0bd", 0.75)
    with c.at(x, y, size=size):
        c.ellipse(0, 18, 34, 8, "#a8843c")
        c.rect(-4, -62, 8, 80, "#c79a4a")
        c.path("M-62 -56Q-54 -98 0 -98Q54 -98 62 -56Z", ("#3f8266", "#23513f"))
        c.ellipse(0, -56, 62, 7, "#fff3c4")


def classroom() -> Canvas:
    c = Canvas("classroom", ("#efe6d2", "#dccdb0"))
    c.rect(0, 400, 1200, 160, ("#9fb3a2", "#8ba38f"))
    floor_boards(c, 560, ("#b08d66", "#86674a"), "#6b5039")
    c.rect(60, 90, 300, 330, "#fbf8f0")
    c.rect(76, 106, 268, 298, ("#bcdbe8", "#e6efe4"))
    c.path("M76 330Q150 280 220 320Q290 360 344 300V404H76Z", "#7c9a72")
    c.rect(240, 250, 14, 90, "#6b5039")
    for x, y, radius in ((246, 220, 46), (214, 246, 34), (282, 244, 36)):
        c.circle(x, y, radius, "#5b7f4a")
    c.rect(205, 106, 10, 298, "#fbf8f0")
    c.rect(50, 404, 320, 18, "#d8cab2")
    light_from_window(c, "M76 420H344L760 800H260Z", 0.25)
    blackboard(c)
    for row, (y, size) in enumerate(((560, 0.8), (680, 1.1))):
        for place in range(4 if row == 0 else 3):
            x = (230 if row == 0 else 230) + place * (250 if row == 0 else 370)
            desk(c, x, y, size)
    return c


def blackboard(c: Canvas) -> None:
    c.rect(470, 96, 640, 316, ("#a87f54", "#86623f"))
    c.rect(486, 112, 608, 284, ("#3a6152", "#28473c"))
    chalk = "#eef1e6"
    c.line("M530 330Q640 250 740 320Q840 390 1040 290", chalk, 4, 0.8)
    c.circle(552, 336, 9, "#d97a6a")
    c.circle(1040, 290, 9, "#d97a6a")
    c.path("M640 274h84v56h-84Z", chalk, 0.9)
    c.line("M640 274L682 306L724 274", "#3a6152", 4)
    for x, y, length in ((540, 160, 190), (540, 192, 140), (860, 160, 170), (860, 192, 120)):
        waves = "q5 -14 10 0q5 12 10 0" * (length // 20)
        c.line(f"M{x} {y}{waves}", chalk, 3, 0.85)
    c.rect(486, 396, 608, 14, "#c9a273")
    c.rect(560, 390, 34, 8, "#f7f4ec")
    c.rect(1010, 384, 50, 14, "#a8442e")


def desk(c: Canvas, x: float, y: float, size: float) -> None:
    with c.at(x, y, size=size):
        with c.at(0, 92):
            c.shadow(132)
        c.path("M-104 -62L104 -62L124 -34L-124 -34Z", ("#d7a36a", "#bd8850"))
        c.rect(-124, -34, 248, 14, "#8c6038")
        c.rect(-106, -20, 14, 66, "#5f4128")
        c.rect(92, -20, 14, 66, "#5f4128")
        c.path("M-60 -58L-6 -58L-10 -40L-68 -40Z", "#fbf8f0")
        c.line("M-52 -53L-16 -53M-54 -48L-18 -48", "#8aa0ad", 1.6)
        c.line("M14 -44L44 -56", "#a8442e", 4)
        c.rect(-92, 34, 184, 16, ("#a87442", "#7c5430"))
        c.rect(-80, 50, 12, 50, "#5f4128")
        c.rect(68, 50, 12, 50, "#5f4128")


def cinema() -> Canvas:
    c = Canvas("cinema", ("#1b1e2b", "#0e1018"))
    c.rect(0, 0, 150, 800, ("#4a1f24", "#24100f"))
    c.rect(1050, 0, 150, 800, ("#4a1f24", "#24100f"))
    for x in (*range(0, 150, 30), *range(1060, 1200, 30)):
        c.rect(x, 0, 10, 800, "#15090a", 0.5)
    c.glow(600, 290, 620, 420, "#b9cfe0", 0.5)
    c.rect(190, 74, 820, 440, "#0a0b10")
    c.rect(204, 88, 792, 412, ("#f2d9b0", "#e2a878"))
    c.circle(760, 262, 62, "#fbeccb")
    c.rect(204, 318, 792, 182, ("#6f93a3", "#2f5365"))
    c.path("M204 318Q330 250 470 300Q640 350 700 290Q840 262 996 312V330H204Z", "#8a7f86")
    c.path("M356 380H470L448 416H378Z", "#2a3239")
    c.path("M412 378V250L462 360Z", "#f7f1e2")
    c.path("M404 378V276L366 364Z", "#efe4cc")
    for x, width in ((690, 150), (720, 90), (650, 60), (740, 180)):
        c.rect(x, 340 + width / 2, width, 4, "#fbeccb", 0.55)
    for y, half in ((446, 190), (472, 130)):
        c.rect(600 - half - 12, y - 4, half * 2 + 24, 22, "#0e1018", 0.45)
        x = 600.0 - half
        while x < 600 + half - 14:
            width = min(c.dice.uniform(18, 56), 600 + half - x)
            c.rect(x, y + 2, width, 9, "#fdfbf2")
            x += width + 10
    c.path("M1200 0L1200 40L204 500L204 88Z", "#fff6dc", 0.07)
    for y, size, first, gap, coat in (
        (590, 0.8, 110, 142, ("#2b3040", "#171a24")),
        (700, 1.15, 40, 190, ("#1c202c", "#0d0f16")),
    ):
        for place in range(8):
            x = first + place * gap + c.dice.uniform(-16, 16)
            c.path(
                f"M{x - 70 * size} 800V{y + 60}Q{x} {y + 30} {x + 70 * size} {y + 60}V800Z",
                "#3a1518",
            )
            back_of_head(c, x, y + c.dice.uniform(-14, 14), size, coat, "#10121a")
    return c


def theatre() -> Canvas:
    c = Canvas("theatre", ("#2a1416", "#140a0b"))
    c.rect(150, 60, 900, 500, ("#5b1a1e", "#3a1013"))
    floor_boards(c, 500, ("#a37850", "#5f4430"), "#4a3423")
    for x in range(150, 1050, 36):
        c.path(
            f"M{x} 60Q{x + 18} 280 {x} 500H{x + 20}Q{x + 36} 280 {x + 20} 60Z",
            ("#93262a", "#6a181d"),
        )
    c.path("M560 0L640 0L860 540L340 540Z", "#fff0c4", 0.2)
    c.ellipse(600, 546, 262, 46, "#ffe9b5", 0.6)
    c.rect(470, 420, 120, 12, "#6b4a33")
    c.path("M484 432H496L492 540H484ZM566 432H578V540H570Z", "#4f3524")
    c.path("M690 380H760V466H690Z", ("#a8442e", "#7d2f20"))
    c.path("M684 460H772V482H684Z", "#7d2f20")
    c.path("M690 482H700V550H690ZM758 482H768V550H758Z", "#4f3524")
    c.path("M508 420Q506 386 522 380Q540 386 538 420Z", ("#dfe6e2", "#9fb3b2"))
    c.circle(523, 366, 12, "#a8442e")
    drapes(c)
    c.rect(0, 560, 1200, 40, ("#c79a4a", "#8a662c"))
    c.rect(0, 600, 1200, 200, ("#241113", "#100708"))
    for x in range(120, 1100, 96):
        c.dome(x, 562, 20, 16, "#fff0c4")
    for y, size in ((640, 1.0), (724, 1.3)):
        for place in range(-1, 11):
            x = place * 128 * size + (40 if size > 1 else 0)
            c.path(
                f"M{x} {y + 140}V{y + 26}Q{x} {y} {x + 28} {y}H{x + 84 * size}"
                f"Q{x + 112 * size} {y} {x + 112 * size} {y + 26}V{y + 140}Z",
                ("#a12c30", "#5b161a"),
            )
            c.rect(x + 12, y + 14, 88 * size, 5, "#d3a850", 0.6)
    return c


def drapes(c: Canvas) -> None:
    for flip in (False, True):
        with c.at(1200 if flip else 0, 0, flip=flip):
            for fold in range(6):
                x = fold * 42
                c.path(
                    f"M{x} 0H{x + 46}Q{x + 40} 300 {x * 0.55 + 34} 420"
                    f"Q{x * 0.8 + 40} 520 {x * 0.9 + 30} 580H{x * 0.9}"
                    f"Q{x * 0.8} 520 {x * 0.55} 420Q{x + 4} 300 {x} 0Z",
                    ("#c23a3a", "#7d1d22") if fold % 2 else ("#a82d31", "#64151a"),
                )
            c.path("M0 410Q70 440 152 412V430Q70 460 0 430Z", "#d3a850")
    for scallop in range(8):
        x = scallop * 150
        c.path(f"M{x} 0H{x + 150}V70Q{x + 75} 142 {x} 70Z", ("#8a2024", "#b53436"))
        c.path(f"M{x} 70Q{x + 75} 142 {x + 150} 70V78Q{x + 75} 152 {x} 78Z", "#d3a850")


ROOMS = {
    scene.__name__: scene for scene in (choir, piano, books, library, classroom, cinema, theatre)
}
