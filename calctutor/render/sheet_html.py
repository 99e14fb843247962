"""How is a sheet printed? As one HTML page that needs nothing else: MathML, room for answers, breaks between questions."""

from __future__ import annotations

from html import escape

from calctutor.blocks import Sentence
from calctutor.narrate.quiz_sheet import Item, Part, Sheet
from calctutor.notation.tree import Tree
from calctutor.notation.writing import mathml
from calctutor.render.sheet_markdown import worth

STYLE = """
body { font: 12pt/1.5 Georgia, "DejaVu Serif", serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111 }
h1 { font-size: 1.5em; margin: 0 0 .2em }
h2 { font-size: 1.15em; margin: 1.6em 0 .4em; border-bottom: 1px solid #999; break-after: avoid }
header p.name { display: flex; gap: 2em; margin: .8em 0 1.4em }
header p.name span { flex: 1; border-bottom: 1px solid #555 }
section.question { break-inside: avoid; margin: 1.1em 0; display: grid; grid-template-columns: 2.4em 1fr auto; gap: 0 .6em }
section.question > .number { font-weight: bold }
section.question > .points { color: #555; font-size: .85em; white-space: nowrap }
section.question p { margin: 0 0 .4em }
ul.options { list-style: none; margin: .2em 0; padding: 0 }
ul.options li { margin: .25em 0 }
ul.options b { display: inline-block; width: 1.6em }
ul.options .box { display: inline-block; width: .8em; height: .8em; border: 1px solid #333; margin-right: .5em }
.room { border-bottom: 1px dotted #aaa; height: 2.1em }
math { font-size: 1.05em; font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math }
mfrac { padding: 0 .1em }
footer { margin-top: 2em; color: #666; font-size: .8em }
@page { margin: 18mm 16mm }
@media print { body { margin: 0; max-width: none; font-size: 11pt } }
"""


def html(sheet: Sheet) -> str:
    """The questions, without what is right."""
    head = '<p class="name"><span>Name:</span><span>Date:</span></p>'
    facts = f"<p>{len(sheet.items)} questions, {sheet.points:g} points; {sheet.pass_mark:g}% pass.</p>"
    said = "".join(f"<p>{sentence(one)}</p>" for one in sheet.said)
    body = f"<header><h1>{escape(sheet.title)}</h1>{head}{said}{facts}</header>{''.join(map(_part, sheet.parts))}"
    return _page(sheet.title, body, sheet.seed)


def html_key(sheet: Sheet) -> str:
    """What is right, by the numbers of the questions."""
    rows = "".join(
        f'<section class="question"><span class="number">{item.number}.</span><p>{sentence(item.right)}</p>'
        f'<span class="points">{worth(item)}</span></section>'
        for item in sheet.items
    )
    title = f"{sheet.title}: key"
    return _page(title, f"<header><h1>{escape(title)}</h1></header>{rows}", sheet.seed)


def _page(title: str, body: str, seed: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>{body}\n"
        f"<footer>seed {escape(seed)}</footer></body></html>\n"
    )


def _part(part: Part) -> str:
    title = f"<h2>{escape(part.title)}</h2>" if part.title else ""
    said = "".join(f"<p>{sentence(one)}</p>" for one in part.said)
    return f"\n{title}{said}{''.join(map(_item, part.items))}"


def _item(item: Item) -> str:
    said = "".join(f"<p>{sentence(one)}</p>" for one in item.said)
    options = "".join(f'<li><span class="box"></span><b>{label})</b>{sentence(option)}</li>' for label, option in item.options)
    listed = f'<ul class="options">{options}</ul>' if options else ""
    room = '<div class="room"></div>' * item.room
    return (
        f'\n<section class="question"><span class="number">{item.number}.</span><div>{said}{listed}{room}</div>'
        f'<span class="points">{worth(item)}</span></section>'
    )


def sentence(pieces: Sentence) -> str:
    return "".join(mathml(piece) if isinstance(piece, Tree) else escape(piece) for piece in pieces)
