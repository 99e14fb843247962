"""How is a STACK question read, as far as it is plain calculus?

Of each answer field: the teacher's answer and the first test that it is put to. What else a potential response tree does is
listed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree
from calctutor.quiz.filling import spelled
from calctutor.quiz.importing.elements import Data, common, inside, number_in
from calctutor.quiz.importing.foreign import Foreign
from calctutor.quiz.importing.maxima import Asked, Variables, variables
from calctutor.quiz.importing.stack_text import parameters_of, text_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

EQUAL = {"AlgEquiv", "Diff", "EqualComAss", "EqualComAssRules", "CasEqual", "SubstEquiv", "SysEquiv", "AlgEquivNouns", "Equiv"}
BY_FORM = {"FacForm": "factored", "Expanded": "expanded", "SingleFrac": "single-fraction", "LowestTerms": "lowest-terms"}
BY_NUMBER = {"NumAbsolute", "NumRelative"}
LOOSE = {"EqualComAss", "EqualComAssRules", "CasEqual"}
FIELDS = ("algebraic", "numerical", "string", "")


_FIELD = re.compile(r"\bans\d")


def take_over(foreign: Foreign, place: str, name: str, element: Element) -> None:
    """Each answer field as a question of its own."""
    known = variables(inside(element, "questionvariables"))
    for line in known.strange:
        foreign.note(place, f"not understood among its variables: {' '.join(line.split())[:80]}")
    fields = element.findall("input")
    if not fields:
        foreign.note(place, "left out: it has no field for an answer")
    for field in fields:
        _field(foreign, place, name, element, known, field, len(fields) > 1)


def _field(foreign: Foreign, place: str, name: str, element: Element, known: Variables, field: Element, several: bool) -> None:
    own = inside(field, "name") or "ans1"
    where = f"{place}, {own}" if several else place
    if inside(field, "type") not in FIELDS:
        foreign.note(where, f"left out: a field of the type {inside(field, 'type')[:30]} is not known here")
        return
    test = _test(foreign, where, element, own)
    if test is None:
        return
    data = _judged(foreign, where, known, test, inside(field, "tans"))
    if data is None:
        return
    text = text_in(foreign, where, element, known, data, own if several else "")
    parameters = parameters_of(known, data, text)
    whole = {"text": text, **data, **common(foreign, where, element), **({"parameters": parameters} if parameters else {})}
    foreign.enter(where, f"{name}-{own}" if several else name, whole)


def _test(foreign: Foreign, place: str, element: Element, own: str) -> Element | None:
    """The first node that looks at this field; the others are listed."""
    nodes = [(inside(tree, "name"), node) for tree in element.findall("prt") for node in tree.findall("node")]
    mine = [(tree, node) for tree, node in nodes if re.search(rf"\b{re.escape(own)}\b", inside(node, "sans"))]
    if not mine:
        foreign.note(place, "left out: no test looks at its answer")
        return None
    first = mine[0][1]
    if inside(first, "sans") != own:
        foreign.note(place, f"left out: its test is not about the answer itself but about {inside(first, 'sans')[:40]}")
        return None
    for other, node in mine[1:]:
        what = f"{inside(node, 'answertest')[:30]} with {inside(node, 'tans')[:40]}"
        foreign.note(
            place, f"node {inside(node, 'name')[:20]} of {other[:20]} ({what}) is left out: slips are named by calctutor"
        )
    return first


def _judged(foreign: Foreign, place: str, known: Variables, test: Element, teacher: str) -> Data | None:
    """The kind of question, by the answer test and by what the right answer is made of."""
    kind, said = inside(test, "answertest"), inside(test, "tans") or teacher
    right = known.resolved(said)
    if right is None and _FIELD.search(said) and (right := known.resolved(teacher)) is not None:
        foreign.note(place, f"its test looks at {said[:40]}, at another answer: the teacher's answer is taken")
    if right is None:
        foreign.note(place, f"left out: the right answer {said[:60]} is not understood")
        return None
    if kind in BY_NUMBER and isinstance(right, Tree):
        return _near(kind, right, inside(test, "testoptions"))
    if kind == "Int":
        return _antiderivative(foreign, place, right, inside(test, "testoptions"))
    if kind not in EQUAL and kind not in BY_FORM:
        foreign.note(place, f"left out: the answer test {kind[:30] or 'without a name'} is not known here")
        return None
    if kind in LOOSE:
        foreign.note(place, f"{kind} asks for one form; here everything that is equal is right")
    if kind not in BY_FORM:
        return _asked(right)
    asked = {key: value for key, value in _asked(right).items() if key != "tests"}  # the right answer has another form
    return {**asked, "form": BY_FORM[kind], "strict": True}


def _asked(right: Tree | Asked) -> Data:
    if isinstance(right, Asked):
        return {"kind": right.kind, "expression": spelled(right.expression), **right.options}
    return {"kind": "same", "expression": spelled(right), "tests": [{"answer": spelled(right)}]}


def _near(kind: str, right: Tree, options: str) -> Data:
    tolerance = number_in(options.split(",")[0]) if options.strip() else 0.05
    tolerance = 0.05 if tolerance is None else tolerance
    return {
        "kind": "number",
        "answer": spelled(right),
        "tolerance": f"{100 * tolerance:.12g}%" if kind == "NumRelative" else f"{tolerance:.12g}",
    }


def _antiderivative(foreign: Foreign, place: str, right: Tree | Asked, options: str) -> Data | None:
    """The test Int: the integrand is what is asked for, or the derivative of the answer."""
    right = _integral_in(right)
    if isinstance(right, Asked):
        return _asked(right) if right.kind == "integrate" else None
    letter = re.match(r"\s*\[?\s*([A-Za-z]\w*)", options)
    x = letter[1] if letter else "x"
    from calctutor.engines.derivative import differentiate

    try:
        f = differentiate(right, x).answer
    except StudentError:
        foreign.note(place, "left out: the derivative of its right answer is not known here")
        return None
    return {"kind": "integrate", "expression": spelled(f), "wrt": x}


def _integral_in(right: Tree | Asked) -> Tree | Asked:
    """`int(f,x) + c` asks for the integral."""
    terms = right.args if isinstance(right, Tree) and right.head == "+" else ()
    found = [term for term in terms if term.head == "I" and len(term.args) == 2]
    if len(found) != 1 or any(term.head not in ("name", "number") for term in terms if term is not found[0]):
        return right
    f, x = found[0].args
    return Asked("integrate", f, {"wrt": str(x.value)})
