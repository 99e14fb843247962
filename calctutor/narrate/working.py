"""What stands in the panel of one step: its letters, its lines, the equation row by row, and the reason?"""

from __future__ import annotations

from calctutor.blocks import Body, Equation, Let, Panel, Prose, Sentence, Table, Triangle
from calctutor.narrate.passing import LINEAR, from_the_table, linear_term, obvious
from calctutor.narrate.rows import by_letter, in_its_letter, lines_of
from calctutor.notation.tree import Tree, add, mark, multiply, name, negative, number, replace
from calctutor.notation.writing.precedence import unsigned
from calctutor.steps import Asked, Step, coloured, every_step


def panel(step: Step, number: int, role: str | None, open_questions: list[Asked]) -> Panel:
    known = {a.place: _said(a) for a in step.asked if a not in open_questions and not (open_questions and a.place.head == "at")}
    rows = [*([step.unsimplified] if step.unsimplified else []), step.after, replace(step.after, known)]
    if not open_questions:
        rows.append(coloured(step.answer, role, step.before.head))
    body: list[Body] = _opening(step)
    body += [_table(step.table)] if step.table else []
    body += [_triangle(step)] if step.triangle else []
    if step.before.head == "!=":
        sides = zip(step.before.args, step.answer.args, strict=True)
        body += [Equation(before, (answer,)) for before, answer in sides if before != answer]
    elif step.before.head == "=":
        body += [Equation(side.args[0], (side.args[1],)) for side in (step.before, step.after)]
    else:
        body.append(lines_of(_question(step, role), rows))
    body += [Prose(_reason(step, open_questions))] if step.why else []
    body += _from_the_table(step, open_questions)
    body += [Prose((remark,), "note") for remark in map(_remark, step.remarks)]
    return Panel(step.title, tuple(body), number, step.formula, step.parameters)


def _opening(step: Step) -> list[Body]:
    """The letters and the lines of working. Differentials stand with the letters, as in `let u = x², so du = 2x dx`; by parts,
    u and dv are chosen, and du and v follow.
    """
    found = {letter: value for line in step.lines if (known := _differential(line)) for letter, value in [known]}
    chosen = {f"d{letter}": letter for letter, _ in step.let}
    chosen |= {f"d{x.value}": "" for x in step.before.args[1:2] if _differential(step.lines[0])} if step.lines else {}
    if not step.let or not found or not found.keys() <= chosen.keys():
        return [*([Let(step.let)] if step.let else []), *(_line(line, step) for line in step.lines)]
    given, so = list(step.let), list(found.items())
    if len(given) == len(so) == 2:
        given[1], so[1] = so[1], given[1]
    return [Let(tuple(given), tuple(so)), *(_line(line, step) for line in step.lines if not _differential(line))]


def _differential(line: Sentence) -> tuple[str, Tree] | None:
    """du and 2x dx, of a line that says `du = 2x dx`."""
    match line:
        case (Tree("name", _, str(d)), str(first), *rest) if d.startswith("d") and first.startswith(" = "):
            pass
        case _:
            return None
    match (first, *rest):
        case (" = " | " = (", Tree() as slope, str(by)):
            minus, size = unsigned(slope)
            dx = name(by.removeprefix(")").strip())
            product = dx if size == number(1) else multiply(size, dx)
            return d, negative(product) if minus else product
        case (str(by),):
            return d, name(by.removeprefix(" = "))
    return None


def _from_the_table(step: Step, open_questions: list[Asked]) -> list[Body]:
    """The lines of the table that are used in passing, where they are not the panel's own."""
    passed = tuple(a.step for a in step.asked if a not in open_questions)
    used = every_step(tuple(one for one in passed if from_the_table(one) or linear_term(one)))
    leaves = [leaf for leaf in used if not leaf.asked and not leaf.small]
    lines = dict.fromkeys(leaf.formula for leaf in leaves if leaf.formula is not None and leaf.formula != step.formula)
    if not lines:
        return []
    said: list[str | Tree] = ["From the table: "]
    for i, line in enumerate(lines):
        said += ["; " if i else "", line]
    return [Prose((*said, "."), "note"), *_in_the_place_of_x([one for one in used if one.rule == LINEAR], step.before.args[1])]


def _in_the_place_of_x(linear: list[Step], x: Tree) -> list[Body]:
    """Which a x + b were integrated as if they were plain letters."""
    insides = list(dict.fromkeys(inside for one in linear for _, inside in one.let))
    if not insides:
        return []
    listed: list[str | Tree] = []
    for i, inside in enumerate(insides):
        listed += [" and " if i and i == len(insides) - 1 else ", " if i else "", inside]
    divided = any(one.after.head == "/" for one in linear)
    slope = "; divide by the slope of what stands there" if divided else ", whose slope is 1 too" if len(insides) == 1 else ""
    stand = " stands" if len(insides) == 1 else " stand"
    return [Prose((*listed, f"{stand} in the place of ", x, slope or ", each with the slope 1", "."), "note")]


def _line(line: Sentence, step: Step) -> Body:
    """A line of the working, its new letters in their colours: an equation where it is no more than that, or a sentence."""
    letters = {name(letter): mark(letter, name(letter)) for letter, _ in step.let}
    match line := tuple(replace(piece, letters) if isinstance(piece, Tree) else piece for piece in line):
        case (Tree() as left, " = ", *right) if right and _is_sum(right):
            return Equation(left, (add(*right[::2]),))  # type: ignore[arg-type]
    return Prose(line)


def _is_sum(pieces: list[str | Tree]) -> bool:
    """One term, or several with plus signs between them, to be told in this order."""
    return all(isinstance(term, Tree) for term in pieces[::2]) and all(sign == " + " for sign in pieces[1::2])


def _triangle(step: Step) -> Triangle:
    """The drawing, its angle in the colour of the letter."""
    assert step.triangle is not None
    angle, *sides = step.triangle
    return Triangle(mark(str(angle.value), angle), *sides)


def _table(rows: tuple[Sentence, ...]) -> Table:
    """A table of the working: its headings stand in the first row."""
    headings = tuple(piece for piece in rows[0] if isinstance(piece, str))
    return Table(headings, tuple(tuple((cell,) for cell in row) for row in rows[1:]))


def _reason(step: Step, open_questions: list[Asked]) -> Sentence:
    """The rule's sentence; a sum whose powers are done in passing says how."""
    powers = step.rule == "sum-rule" and any(a not in open_questions and not obvious(a.step) for a in step.asked)
    return (*step.why, " Each power comes down in front and is lowered by one.") if powers else step.why


def _said(asked: Asked) -> Tree:
    """What is put in for a question that is answered in passing: 3·2x rather than 6x for the derivative of 3x²."""
    step = asked.step
    if by_letter(asked):
        return in_its_letter(asked)
    multiple = step.rule == "constant-multiple-rule" and not obvious(step)
    return step.filled if multiple and asked.role is None else asked.told


def _remark(remark: str) -> str:
    return (
        remark[0].upper() + remark[1:] + "."
        if remark[:1].islower() and " " in remark and remark[1] != " "
        else f"For {remark}."
    )


def _question(step: Step, role: str | None) -> Tree:
    """The left side; what the enclosing step called u keeps the colour of u, unless this step names parts of its own."""
    if role is None or step.let or step.before.head != "D":
        return step.before
    f, x = step.before.args
    return step.before.with_args((mark(role, f), x))
