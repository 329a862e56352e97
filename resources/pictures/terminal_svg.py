#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draw what a program printed to a terminal (ANSI colours) as an SVG picture: terminal_svg.py [TITLE] < OUTPUT > PICTURE.svg"""
import html
import re
import sys

BACKGROUND, TEXT, DIM, FONT, WIDTH, HEIGHT, MARGIN, BAR = "#16181D", "#E7E9ED", "#9AA2AF", 14, 8.43, 20, 20, 34
CUBE = (0, 95, 135, 175, 215, 255)


def colour(codes):
    """The colour of "2;r;g;b" or "5;n" (the 256-colour cube and its greys)."""
    if codes[0] == 2:
        return "#%02x%02x%02x" % tuple(codes[1:4])
    n = codes[1] - 16
    if n >= 216:
        return "#%02x%02x%02x" % ((8 + 10 * (n - 216),) * 3)
    return "#%02x%02x%02x" % (CUBE[n // 36], CUBE[n // 6 % 6], CUBE[n % 6])


def restyle(style, codes):
    if codes in ([], [0]):
        return {}
    if codes[0] in (38, 48):
        return style | {"fill" if codes[0] == 38 else "back": colour(codes[1:])}
    names = {1: {"bold": True}, 2: {"fill": DIM}, 4: {"underline": True}, 22: {"bold": False}, 39: {"fill": TEXT}, 49: {"back": None}}
    return style | names.get(codes[0], {})


def draw(lines, title):
    width = max((len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in lines), default=0) * WIDTH + 2 * MARGIN
    height = len(lines) * HEIGHT + 2 * MARGIN + BAR
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" font-size="{FONT}" '
           f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" fill="{TEXT}" xml:space="preserve">')
    yield f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>'
    yield f'<text x="{MARGIN}" y="24" fill="{DIM}">{html.escape(title)}</text>'
    style = {}
    for row, line in enumerate(lines):
        column, y = 0, BAR + MARGIN + row * HEIGHT
        for codes, text in re.findall(r"\x1b\[([\d;]*)m|([^\x1b]+)", line):
            if not text:
                style = restyle(style, [int(code) for code in codes.split(";") if code])
                continue
            x, length = MARGIN + column * WIDTH, len(text) * WIDTH
            if style.get("back"):
                yield f'<rect x="{x:.1f}" y="{y - 15}" width="{length:.1f}" height="{HEIGHT}" fill="{style["back"]}"/>'
            extra = ' font-weight="bold"' if style.get("bold") else ""
            extra += ' text-decoration="underline"' if style.get("underline") else ""
            yield (f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}" fill="{style.get("fill", TEXT)}"{extra}>'
                   f'{html.escape(text)}</text>')
            column += len(text)
    yield "</svg>"


output = sys.stdin.read().rstrip().split("\n")
print("\n".join(draw(output, sys.argv[1] if len(sys.argv) > 1 else "")))
