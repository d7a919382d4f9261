"""The numbers as a spreadsheet: one line for each figure of the page.

Keys and months (ISO 8601) stay the same in every language, for whatever reads them; the words
beside them are those of whoever asks. Times are hours with decimals.
"""

import csv
import io

from news.desk.numbers.tables import Numbers

HEADER = ["measure", "language", "period", "value", "measure_in_words", "period_in_words"]
# By which spreadsheets know that it is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def written(numbers: Numbers) -> str:
    """Return everything that the page shows, as CSV (RFC 4180)."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    lines = csv.writer(out)
    lines.writerow(HEADER)
    for table in numbers.tables:
        for row in table.rows:
            for cell in (*row.cells, *row.sums):
                column = cell.column
                lines.writerow(
                    [table.key, row.key, column.key, cell.value, table.title, column.heading]
                )
    return out.getvalue()
