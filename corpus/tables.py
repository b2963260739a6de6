"""Table rows that can be read, found and quoted alone."""

from __future__ import annotations

from collections.abc import Sequence


def table_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row as "label | header: value | ...", with the headers of the first row.

    The first row is kept as it stands. A table of two columns is taken as label and value.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    if not cleaned:
        return []
    if max(len(row) for row in cleaned) == 2:
        return [": ".join(cell for cell in row if cell) for row in cleaned]
    header = cleaned[0]
    lines = [" | ".join(cell for cell in header if cell)]
    for row in cleaned[1:]:
        cells = [row[0]] if row and row[0] else []
        for number, cell in enumerate(row[1:], start=1):
            label = header[number] if number < len(header) else ""
            if cell:
                cells.append(f"{label}: {cell}" if label else cell)
        lines.append(" | ".join(cells))
    return lines
