"""Compares a frame in two terminal emulators, cell by cell: characters, colours, attributes.

    agree.py COLUMNS ROWS BYTES CAPTURE

BYTES is what a program wrote to a terminal, which pyte makes a screen of. CAPTURE is what
`tmux capture-pane -e -N -p` printed of the same frame. Prints the cells that differ; status 1 if any do.
"""

import re
import sys

import pyte

NAMES = ["black", "red", "green", "brown", "blue", "magenta", "cyan", "white"]


def plain():
    return {"fg": "default", "bg": "default", "bold": False, "under": False, "reverse": False}


def colour(codes):
    """The colour behind a 38 or 48, as pyte names it."""
    kind = codes.pop(0)
    if kind == 2:
        return "%02x%02x%02x" % tuple(codes.pop(0) for _ in range(3))
    return pyte.graphics.FG_BG_256[codes.pop(0)]


def apply(style, codes):
    """A style after the codes of an SGR sequence."""
    style = dict(style)
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = plain()
        elif code in (1, 4, 7):
            style[{1: "bold", 4: "under", 7: "reverse"}[code]] = True
        elif code in (22, 24, 27):
            style[{22: "bold", 24: "under", 27: "reverse"}[code]] = False
        elif code in (38, 48):
            style["fg" if code == 38 else "bg"] = colour(codes)
        elif code in (39, 49):
            style["fg" if code == 39 else "bg"] = "default"
        elif 30 <= code <= 37 or 40 <= code <= 47:
            style["fg" if code < 40 else "bg"] = NAMES[code % 10]
        elif 90 <= code <= 97 or 100 <= code <= 107:
            style["fg" if code < 100 else "bg"] = "bright" + NAMES[code % 10]
    return style


def seen(text, style):
    """A cell as one sees it: of a space only the background and a line below it."""
    if text == " " and not style["under"] and not style["reverse"]:
        return text, style["bg"]
    return (text, *style.values())


def captured(text, columns, rows):
    """The cells of a capture by tmux."""
    style, grid = plain(), []
    for line in text.split("\n")[:rows]:
        cells, place = [], 0
        while place < len(line):
            match = re.compile(r"\x1b\[([0-9;]*)m").match(line, place)
            if match:
                style = apply(style, [int(code or 0) for code in match[1].split(";")])
                place = match.end()
            else:
                cells.append(seen(line[place], style))
                place += 1
        # What tmux leaves out at the end of a line was never written to.
        grid.append(cells + [seen(" ", plain())] * (columns - len(cells)))
    return grid + [[seen(" ", plain())] * columns] * (rows - len(grid))


def emulated(data, columns, rows):
    """The cells of pyte's screen."""
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(data)
    grid = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            cell = screen.buffer[row][column]
            style = dict(fg=cell.fg, bg=cell.bg, bold=cell.bold, under=cell.underscore,
                         reverse=cell.reverse)
            cells.append(seen(cell.data, style))
        grid.append(cells)
    return grid


def main():
    columns, rows = int(sys.argv[1]), int(sys.argv[2])
    with open(sys.argv[3], "rb") as file:
        first = emulated(file.read(), columns, rows)
    with open(sys.argv[4], encoding="utf-8") as file:
        second = captured(file.read(), columns, rows)
    differing = [
        (row, column) for row in range(rows) for column in range(columns)
        if first[row][column] != second[row][column]
    ]
    for row, column in differing[:20]:
        print(f"row {row} column {column}: pyte {first[row][column]}, tmux {second[row][column]}")
    styles = {cell[1:] for line in first for cell in line}
    print(f"{len(differing)} of {columns * rows} cells differ, {len(styles)} styles")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
