"""How much waits in each state, and where it is listed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from news.desk.cells import Cell, CellState
from news.desk.states import ICONS

# No state is counted beyond: how many more there are changes nothing for whoever looks.
MOST_COUNTED = 999
COUNTED = (
    CellState.ASKED,
    CellState.CLAIMED,
    CellState.DRAFT,
    CellState.REVIEW,
    CellState.SCHEDULED,
    CellState.CHANGED,
    CellState.WITHDRAWN,
)


@dataclass(frozen=True)
class Count:
    """How many cells are in a state, and where they are listed."""

    code: str
    word: str
    icon: str
    number: str
    url: str
    is_chosen: bool


def counts(cells: QuerySet[Cell], chosen: str, address: Callable[..., str]) -> list[Count]:
    """Return how many languages of how many stories wait in each state.

    `address` returns that of the board with some filters changed.
    """
    counted = []
    for state in COUNTED:
        number = cells.filter(state=state)[: MOST_COUNTED + 1].count()
        is_chosen = chosen == state
        counted.append(
            Count(
                code=state.value,
                word=str(state.label),
                icon=ICONS[state.value],
                number=f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number),
                url=address(state="" if is_chosen else state.value),
                is_chosen=is_chosen,
            )
        )
    return [count for count in counted if count.number != "0" or count.is_chosen]
