"""How is an antiderivative told?"""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Equation, Heading, Next, Page, Prose, Sentence
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, add, name, names, walk
from calctutor.notation.writing import ASCII, text
from calctutor.steps import Solution


def heading(f: Tree, x: str) -> Heading:
    """What was read, and what will be done with it: on the screen before anything is computed."""
    return Heading(("Integrate  ", f, "  with respect to ", name(x)))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The panels of the steps and the answer. The heading is not repeated."""
    blocks: list[Block] = tell(solution.steps, detail)
    blocks.append(_answer(solution))
    if "another_way" in solution.about:
        blocks += _another_way(solution, detail)
    blocks.append(_next(solution, typed or text(solution.read_as)))
    return Page(tuple(blocks))


def _answer(solution: Solution) -> Answer:
    """The answer with its constant, and under which conditions it holds."""
    plain = answer(solution.question, solution.answer, solution.verified, solution.complete)
    notes = [Prose((remark[0].upper() + remark[1:] + ".",), "note") for remark in solution.about["remarks"]]
    notes += [Prose(sentence, "note") for sentence in _intervals(solution)]
    if not solution.complete:
        notes.append(Prose(("An answer without steps: no rule here gets there.",), "warning"))
    return Answer((*plain.body, *notes), plain.verdict, plain.sure, plain.title)


def _intervals(solution: Solution) -> list[Sentence]:
    """Where the constant may change."""
    found, C, x = solution.about["constant_may_change"], name(solution.about["constant"]), name(solution.about["wrt"])
    said: list[Sentence] = []
    if found.parts:
        parts = _listed([(part,) for part in found.parts], "; ")
        said.append((C, " may be another constant on each interval of the domain: ", *parts, "."))
    elif found.breaks:
        said.append((C, " may be another constant on each side of ", *_places(x, found.breaks), "."))
    if found.jumps:
        told = ("The formula jumps at ", *_places(x, found.jumps), ", where the integrand has a value: an antiderivative that ")
        said.append((*told, "runs on there has another ", C, " after each jump."))
    return said


def _places(x: Tree, places: tuple[Tree, ...]) -> Sentence:
    """x = a, x = b; for a family, that its letter is a whole number."""
    letters = sorted({n for place in places for n in names(place)} & set("nmk"))
    whole = f" ({letters[0]} a whole number)" if letters and any(_has_pi(place) for place in places) else ""
    return (*_listed([(x, " = ", place) for place in places], ", "), whole)


def _has_pi(tree: Tree) -> bool:
    return any(node.head == "constant" and node.value == "pi" for node in walk(tree))


def _listed(sentences: list[Sentence], between: str) -> Sentence:
    return tuple(piece for i, sentence in enumerate(sentences) for piece in ((between, *sentence) if i else sentence))


def _another_way(solution: Solution, detail: str) -> list[Block]:
    """The second derivation, its answer, and how the two compare."""
    second = solution.about["another_way"]
    same = {
        "proved": "differs from the first answer by a constant at most",
        "agrees": "its slope agrees with that of the first answer",
    }
    said = same.get(second.agrees, "could not be compared with the first answer")
    right = add(*(second.answer.args if second.answer.head == "+" else (second.answer,)), name(solution.about["constant"]))
    shown = Answer((Equation(solution.question, (right,)),), said, second.agrees in same, "The same, another way")
    return [Heading(("Another way",)), *tell(second.steps, detail), shown]


def _next(solution: Solution, typed: str) -> Next:
    x = solution.about["wrt"]
    by = f" --wrt {x}" if len(names(solution.read_as)) > 1 else ""
    back = f'calctutor diff "{text(solution.about["antiderivative"], ASCII)}"{by}'
    more = "--steps full" if "another_way" in solution.about else "--another-way"
    return Next((f'calctutor integrate "{typed}"{by} {more}', back))
