"""Taking a spreadsheet into the glossary: what is good is taken, and what is not goes back."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from news.desk.glossary.models import Term, keys
from news.desk.glossary.spreadsheets import REASON, Line, Sheet, as_text, written
from news.desk.glossary.wordings import NOTE, faults, isolated
from news.newsroom.generation import GLOSSARY, mark
from news.newsroom.languages import AUTONYMS, codes
from news.newsroom.panels import columns


@dataclass(frozen=True)
class Broken:
    """A line that was not taken, and a sentence that says why and what to do."""

    line: Line
    sentence: str


@dataclass
class Taken:
    """What became of a spreadsheet."""

    sheet: Sheet
    added: list[Term] = field(default_factory=list)
    changed: list[Term] = field(default_factory=list)
    unchanged: int = 0
    broken: list[Broken] = field(default_factory=list)

    def to_mend(self) -> bytes:
        """Return a spreadsheet of the lines that were not taken, each with its reason."""
        earlier = {
            place
            for place, cell in enumerate(self.sheet.header)
            if cell.strip().casefold() == REASON
        }

        def without_reason(cells: list[str]) -> list[str]:
            return [as_text(cell) for place, cell in enumerate(cells) if place not in earlier]

        return written(
            [REASON, *without_reason(self.sheet.header)],
            ([each.sentence, *without_reason(each.line.cells)] for each in self.broken),
        )


@transaction.atomic
def take(sheet: Sheet) -> Taken:
    """Add the terms that are new, change those that say something new, keep all that is there.

    An empty cell says nothing, so it takes nothing away. Two imports at once wait for each
    other, since both first mark the glossary as changed.
    """
    mark(GLOSSARY)
    taken = Taken(sheet)
    present = {term.key: term for term in Term.objects.all()}
    lines_of: dict[str, int] = {}
    for line in sheet.lines:
        wordings = {code: line.said.get(code, "") for code in codes()}
        note = line.said.get(NOTE, "")
        sentence = line.fault or _first_fault(wordings, note)
        own = list(keys(wordings))
        if not sentence and (earlier := next((lines_of[key] for key in own if key in lines_of), 0)):
            sentence = _("The term stands in line %(line)d already. Leave one of the two.") % {
                "line": earlier
            }
        if sentence:
            taken.broken.append(Broken(line, sentence))
            continue
        term = next((present[key] for key in own if key in present), None) or Term()
        before = term.pk and (term.wordings(), term.note)
        lines_of |= dict.fromkeys({term.key, own[0]} - {""}, line.number)
        term.write(wordings)
        term.note = note or term.note
        term.settle()
        if not before:
            taken.added.append(term)
        elif before != (term.wordings(), term.note):
            taken.changed.append(term)
        else:
            taken.unchanged += 1
    Term.objects.bulk_create(taken.added)
    Term.objects.bulk_create(
        taken.changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["key", "folded", "note", *columns("wording")],
    )
    return taken


def _first_fault(wordings: dict[str, str], note: str) -> str:
    for code, sentence in faults(wordings, note):
        if code in AUTONYMS:
            return _("%(language)s: %(sentence)s") % {
                "language": isolated(AUTONYMS[code]),
                "sentence": sentence,
            }
        return sentence
    return ""
