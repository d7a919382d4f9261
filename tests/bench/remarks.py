"""What the workbench's remarks cost: CPU time for the blocks of a long text, model loaded."""

from news.desk.checks.remarks import remarks
from tests.bench.measuring import median_ms
from tests.desk.checks.parallel import names, parallels

BLOCKS = 30
NAMES = 12
ROUNDS = 20
LANGUAGES = ("ru", "ar")


def remarks_cpu_ms(rounds: int = ROUNDS) -> float:
    """Return the milliseconds that remarks on thirty long blocks with twelve names take."""
    pairs = [each for each in parallels() if each.languages == LANGUAGES]
    longest = sorted(pairs, key=lambda each: -len(each.source.text))[:BLOCKS]
    known = names(*LANGUAGES)[:NAMES]

    def read() -> None:
        for pair in longest:
            remarks(
                pair.source,
                pair.target,
                source_language=LANGUAGES[0],
                target_language=LANGUAGES[1],
                names=known,
            )

    return median_ms(read, rounds)
