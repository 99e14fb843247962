"""What is an integral between two bounds? The antiderivative, the breaks, every end put in or worked as a limit, and a check by
numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.engines import integral, reading_back
from calctutor.engines.definite_breaks import KINKS, breaks, number
from calctutor.engines.definite_check import Number, near_enough, quadrature
from calctutor.engines.definite_substitution import with_new_bounds
from calctutor.engines.limit import LimitSolver, by_sympy
from calctutor.engines.limit_sides import SIGNS, Sides, conclusion
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, multiply, name, names, negative
from calctutor.notation.tree import number as number_tree
from calctutor.notation.tree import replace as put_in_tree
from calctutor.notation.writing import text
from calctutor.rulebook import template
from calctutor.rules.limits.reading_off import continuous
from calctutor.rules.limits.values import finite, infinite, piece_near, put_in
from calctutor.rules.tidying import cost
from calctutor.solver import Stuck
from calctutor.steps import Asked, Solution, Step, Verified, every_step
from calctutor.verify import verify, verify_answer, worst

Expr = Any


THEOREM = "I(f(x), x, a, b) = F(b) - F(a)"


@dataclass
class Piece:
    """A part of the range, from p to q, the formula of the integrand there, and its antiderivative."""

    p: Expr
    q: Expr
    f: Expr
    F: Expr = None


class Diverges(Exception):  # noqa: N818 (an outcome, not an error)
    """An end has no limit, or an infinite one; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Definite:
    """One problem: the integral of f over x from a to b, and the steps written so far."""

    algebra: Algebra
    f: Expr
    x: Expr
    a: Expr
    b: Expr
    taken: Sequence[str]
    steps: list[Step] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limits = LimitSolver(self.algebra, self.taken)
        letters = sorted((self.f.free_symbols | self.a.free_symbols | self.b.free_symbols) - {self.x}, key=str)
        e = Tree("constant", (), "e")
        self.meaning = {name(s.name): Tree("^", (e, name(s.name))) for s in letters if s.is_positive}
        self.limits.meaning = self.meaning
        self.t = symbol(next(letter for letter in ("t", "s", "T") if letter not in self.taken))

    @property
    def numeric(self) -> bool:
        return not (self.f.free_symbols - {self.x} or self.a.free_symbols or self.b.free_symbols)

    def question(self, p: Expr, q: Expr, f: Expr = None) -> Tree:
        tree = self.algebra.tree
        return Tree("I", (tree(self.f if f is None else f), name(self.x.name), tree(p), tree(q)))

    def line(self, title: str, before: Tree, after: Tree, why: str, answer: Tree | None = None) -> None:
        rule = title.lower().replace(" ", "-").replace("'", "")
        self.steps.append(Step(rule, title, before, after, answer or after, why=(why,)))

    # The pieces.

    def pieces(self) -> list[Piece]:
        """The range cut at the breaks of f. With letters in it, f is taken to have none."""
        if self.a.free_symbols or self.b.free_symbols:
            return [Piece(self.a, self.b, self.f)]
        try:
            cuts = [self.a, *breaks(self.algebra, self.f, self.x, self.a, self.b), self.b]
        except (NoValue, TypeError, ValueError):
            return [Piece(self.a, self.b, self.f)]
        found = [Piece(p, q, self.formula(p, q)) for p, q in itertools.pairwise(cuts)]
        return self._joined(found)

    def formula(self, p: Expr, q: Expr) -> Expr:
        """f between p and q, without bars, jumps and pieces."""
        near = self.limits.near(self.x, self.middle(p, q), 1)
        f = self.f
        for g in sorted(f.atoms(*KINKS), key=lambda g: g.count_ops()):
            if not g.has(self.x):
                continue
            formula = _formula(g, near)
            f = f if formula is None else f.xreplace({g: formula})
        return f

    def middle(self, p: Expr, q: Expr) -> Expr:
        low, high = (number(self.algebra, end) for end in (p, q))
        inf = float("inf")
        value = 0.5 if (low, high) == (-inf, inf) else high - 1 if low == -inf else low + 1 if high == inf else (low + high) / 2
        return sp.nsimplify(value, rational=True).limit_denominator(1000) if abs(value) < 10**6 else sp.Integer(int(value))

    def _joined(self, found: list[Piece]) -> list[Piece]:
        """Neighbours with the same formula that is continuous at the break between them are one piece."""
        kept = found[:1]
        for piece in found[1:]:
            last = kept[-1]
            if piece.f == last.f and continuous(piece.f, self.limits.near(self.x, piece.p, 0)):
                kept[-1] = Piece(last.p, piece.q, last.f)
            else:
                kept.append(piece)
        return kept

    # The antiderivative.

    def antiderivatives(self, found: list[Piece]) -> bool:
        """Give every piece its antiderivative, worked once for each formula; False when there is none."""
        known: dict[Expr, Expr] = {}
        for piece in found:
            if -piece.f in known and piece.f not in known:
                known[piece.f] = -known[-piece.f]
            if piece.f not in known:
                self.refuse_unreal(piece)
                worked = integral.worked(self.algebra, piece.f, self.x.name, list(self.taken))
                if worked is None:
                    return False
                self.steps += worked.steps
                known[piece.f] = worked.value.xreplace({symbol(s.name): s for s in piece.f.free_symbols})
            piece.F = known[piece.f]
        return True

    def refuse_unreal(self, piece: Piece) -> None:
        if self.numeric and not self.limits.near(self.x, self.middle(piece.p, piece.q), 1).real(piece.f):
            ends = " and ".join(text(self.algebra.tree(end)) for end in (piece.p, piece.q))
            raise StudentError("not-real-there", f"the integrand is not real between {ends}", exit_code=NO_METHOD)

    def split_at_jumps(self, found: list[Piece]) -> list[Piece]:
        """Cut again where an antiderivative breaks although its integrand does not."""
        if self.a.free_symbols or self.b.free_symbols:
            return found
        cut: list[Piece] = []
        for piece in found:
            inside = [c for c in breaks(self.algebra, piece.F, self.x, piece.p, piece.q) if not self.smooth(piece.F, c)]
            ends = [piece.p, *inside, piece.q]
            cut += [Piece(p, q, piece.f, piece.F) for p, q in itertools.pairwise(ends)]
            if inside:
                places = ", ".join(f"{self.x} = {text(self.algebra.tree(c))}" for c in inside)
                self.remarks.append(f"The antiderivative found jumps at {places}, so each side of it is evaluated by itself.")
        return cut

    def split_between_open_ends(self, found: list[Piece]) -> list[Piece]:
        """A piece that is open at both ends is cut in the middle, so that each limit is taken by itself."""
        cut: list[Piece] = []
        for piece in found:
            ends = [(piece.p, 1), (piece.q, -1)]
            numeric = not (piece.p.free_symbols or piece.q.free_symbols)
            if numeric and all(infinite(at) or not self.closed(piece, self.limits.near(self.x, at, side)) for at, side in ends):
                c = self.cut(piece)
                cut += [Piece(piece.p, c, piece.f, piece.F), Piece(c, piece.q, piece.f, piece.F)]
            else:
                cut.append(piece)
        return cut

    def cut(self, piece: Piece) -> Expr:
        """Where to cut: at 0, 1 or the middle, whichever lies inside and can be put in."""
        low, high = number(self.algebra, piece.p), number(self.algebra, piece.q)
        for c in (sp.Integer(0), sp.Integer(1), (piece.p + piece.q) / 2, self.middle(piece.p, piece.q)):
            if (
                finite(c)
                and c.is_number
                and low < number(self.algebra, c) < high
                and finite(put_in(piece.F, self.limits.near(self.x, c, 0)))
            ):
                return c
        return self.middle(piece.p, piece.q)

    def smooth(self, F: Expr, c: Expr) -> bool:
        ends = [put_in(F, self.limits.near(self.x, c, side)) for side in (1, -1)]
        return finite(ends[0]) and ends[0] == ends[1]

    # The ends.

    def end(self, piece: Piece, at: Expr, side: int) -> Expr:
        """The antiderivative at one end of a piece, put in, or as a worked limit from inside. Raises `Diverges`."""
        near = self.limits.near(self.x, at, side)
        if not infinite(at) and self.closed(piece, near):
            return piece.F.xreplace({self.x: at})
        problem = Sides(self.limits, piece.F.xreplace({self.x: self.t}), self.t, at, 0 if infinite(at) else side)
        try:
            worked = problem.worked()
        except Stuck as stuck:
            return self.unworked(problem, stuck)
        self.steps += worked.steps
        if worked.value is None or infinite(worked.value):
            there = "grows beyond all bounds" if worked.value is not None else "has no limit"
            raise Diverges(f"the integral up to {self.t} {there} as {self.t} goes to {text(self.algebra.tree(at))}")
        return worked.value

    def unworked(self, problem: Sides, stuck: Stuck) -> Expr:
        """The limit at an end that no rule works, by sympy, labelled so. Raises `StudentError` where that does not help."""
        unknown = sorted(s.name for s in problem.f.free_symbols - {self.t} if not s.is_positive)
        if unknown:
            raise StudentError("depends-on-a-sign", f"whether this converges depends on {' and '.join(unknown)}",
                               remedy=f"--assume {unknown[0]}>0", exit_code=NO_METHOD) from stuck  # fmt: skip
        value = by_sympy(problem.f, self.t, problem.a, SIGNS.get(problem.side, "+"))
        if not isinstance(value, sp.Expr) or value.has(sp.Limit, sp.AccumBounds, sp.nan, sp.zoo, sp.oo, sp.I):
            where = text(self.algebra.tree(problem.a))
            raise StudentError(
                "no-limit", f"the antiderivative has no limit that can be worked here at {where}", exit_code=NO_METHOD
            ) from stuck
        why = "No rule here works this limit; a computer algebra system gives it, without steps."
        before = problem.asked_tree(self.algebra.tree(problem.f))
        self.steps.append(conclusion(before, self.algebra.tree(value), "Answered without steps", why, complete=False))
        return value

    def closed(self, piece: Piece, near: Any) -> bool:
        """Is the antiderivative continuous up to this end, as put in?"""
        if near.a.free_symbols:
            return not piece.F.xreplace({self.x: near.a}).has(sp.zoo, sp.nan)
        return continuous(piece.F, near)

    def evaluated(self, piece: Piece) -> Expr:
        """The value over one piece: upper end minus lower end, written out."""
        open_ends = [
            at
            for at, side in ((piece.q, -1), (piece.p, 1))
            if infinite(at) or not self.closed(piece, self.limits.near(self.x, at, side))
        ]
        before = self.question(piece.p, piece.q, piece.f)
        if open_ends:
            self._announce(piece, open_ends[0], before)
        above, below = self.end(piece, piece.q, -1), self.end(piece, piece.p, 1)
        value = shortest(above - below)
        tree = self.algebra.tree
        if open_ends:
            lines = add(tree(above), negative(tree(below)))
            self.line("Put in the ends", before, lines, "Value at the upper end minus value at the lower end.", tree(value))
        else:
            self._bracket(piece, before, value)
        return value

    def _bracket(self, piece: Piece, before: Tree, value: Expr) -> None:
        """[F] between its bounds, then with the bounds put in, then its value."""
        tree, x = self.algebra.tree, name(self.x.name)
        F = tree(piece.F)
        bracket = Tree("at", (F, x, tree(piece.p), tree(piece.q)))
        put = add(put_in_tree(F, {x: tree(piece.q)}), negative(put_in_tree(F, {x: tree(piece.p)})))
        why = "The antiderivative at the upper bound, less the antiderivative at the lower bound."
        inner = Step(
            "put-in-the-bounds", "Put in the bounds", bracket, put, tree(value), why=("Put in the bounds.",), small=True
        )
        self.steps.append(Step("fundamental-theorem", "Fundamental theorem of calculus", before, bracket, tree(value),
                               asked=(Asked(bracket, inner, put),), why=(why,), formula=template(THEOREM)))  # fmt: skip

    def _announce(self, piece: Piece, at: Expr, before: Tree) -> None:
        """An end that cannot be put in: the integral up to t, and its limit."""
        tree, t, upper = self.algebra.tree, name(self.t.name), at == piece.q
        unbounded = infinite(at) or not finite(put_in(piece.f, self.limits.near(self.x, at, -1 if upper else 1)))
        bounds = (tree(piece.p), t) if upper else (t, tree(piece.q))
        bracket = Tree("at", (tree(piece.F), name(self.x.name), *bounds))
        side = None if infinite(at) else "-" if upper else "+"
        title = "Improper integral" if unbounded else "Limit from inside"
        self.line(title, before, Tree("L", (bracket, t, tree(at)), side), _why_improper(at, unbounded, tree(at), self.t.name))


def _why_improper(at: Expr, unbounded: bool, there: Tree, t: str) -> str:
    if infinite(at):
        return f"The range is infinite. Integrate as far as {t}, and let {t} go to {text(there)}."
    if unbounded:
        return f"The integrand is unbounded at {text(there)}. Integrate as far as {t}, then let {t} go there from inside."
    return f"The antiderivative cannot be put in at {text(there)}; take its limit from inside."


def _formula(g: Expr, near: Any) -> Expr | None:
    """What |u|, sign, floor, max or a piecewise function is around one point."""
    if g.func is sp.Abs:
        sign = near.sign(g.args[0])
        return None if sign is None else sign * g.args[0]
    if g.is_Piecewise:
        return piece_near(g, near)
    if g.func in (sp.Max, sp.Min):
        way = 1 if g.func is sp.Max else -1
        return next((p for p in g.args if all(p == q or near.sign(p - q) == way for q in g.args)), None)
    value = put_in(g, near)
    return value if finite(value) else None


def shortest(value: Expr) -> Expr:
    """The value in the form that is shortest to read."""
    forms = [value, sp.expand(value), sp.radsimp(value), sp.together(value), sp.factor(value)]
    if value.count_ops() < 60:
        forms += [
            sp.simplify(value),
            sp.logcombine(sp.expand_log(value, force=True), force=True),
            sp.expand_log(sp.simplify(value)),
        ]
    return min((form for form in forms if not form.has(sp.nan, sp.zoo, sp.I)), key=cost, default=value)


def integrate(f: Tree, x: str, a: Tree, b: Tree, positive: Sequence[str] = ()) -> Solution:
    """The worked integral of `f` over `x` from `a` to `b`, each a number, a letter or infinite. `positive` letters are taken to
    be so.

    Raises `StudentError` where f is no real expression, or where neither a derivation nor a number is found.
    """
    algebra = Algebra()
    letters = {letter: sp.Symbol(letter, positive=True) for letter in positive}
    expr, low, high = (algebra.expression(tree, letters) for tree in (f, a, b))
    reading_back.expression(algebra, f)
    question = Tree("I", (f, name(x), a, b))
    if _backwards(algebra, low, high):
        return _turned(integrate(f, x, b, a, positive), question)
    problem = Definite(algebra, expr, symbol(x), low, high, [*names(f), *names(a), *names(b)])
    return worked(problem, question, positive)


def _backwards(algebra: Algebra, low: Expr, high: Expr) -> bool:
    try:
        return number(algebra, low) > number(algebra, high)
    except (NoValue, TypeError, ValueError):
        return False


def _turned(other: Solution, question: Tree) -> Solution:
    """An integral from the larger to the smaller bound: minus the one the other way round."""
    step = Step("turn-the-bounds", "Turn the bounds", question, negative(other.question), negative(other.question),
                why=("Turning the bounds around changes the sign.",))  # fmt: skip
    answer = other.answer.args[0] if other.answer.head == "neg" else negative(other.answer)
    if other.answer == other.question:
        return replace(other, question=question, steps=(step, *other.steps), answer=question)
    steps = verify([step])
    answer = number_tree(0) if other.answer == number_tree(0) else answer
    return replace(other, question=question, steps=(*steps, *other.steps), answer=answer)


def worked(problem: Definite, question: Tree, positive: Sequence[str] = ()) -> Solution:
    """The whole derivation; a verdict where the integral diverges; the number where there is no closed form."""
    pieces = problem.pieces()
    about: dict[str, Any] = {"wrt": problem.x.name, "from": question.args[2], "to": question.args[3], "exists": True}
    if positive:
        about["assumed"] = tuple(f"{letter} > 0" for letter in positive)
    if not problem.antiderivatives(pieces):
        return number_alone(problem, question, pieces, about)
    pieces = problem.split_between_open_ends(problem.split_at_jumps(pieces))
    _tell_split(problem, pieces)
    if len(pieces) == 1 and (told := _in_the_new_letter(problem, pieces[0])):
        problem.steps = told
        return _convergent(problem, question, pieces, [ends_of(pieces[0], problem.x)], about)
    try:
        values = [problem.evaluated(piece) for piece in pieces]
    except Diverges as why:
        return _divergent(problem, question, pieces, about | {"exists": False, "reason": why.reason})
    return _convergent(problem, question, pieces, values, about)


def ends_of(piece: Piece, x: Expr) -> Expr:
    """The antiderivative at the upper end less that at the lower."""
    return shortest(piece.F.xreplace({x: piece.q}) - piece.F.xreplace({x: piece.p}))


def _in_the_new_letter(problem: Definite, piece: Piece) -> list[Step] | None:
    """The bounds carried through a substitution, where both can be put in."""
    if not problem.numeric or piece.f != problem.f:
        return None
    nears = [problem.limits.near(problem.x, at, side) for at, side in ((piece.q, -1), (piece.p, 1))]
    if any(infinite(near.a) or not problem.closed(piece, near) for near in nears):
        return None
    value = ends_of(piece, problem.x)
    whole = problem.question(piece.p, piece.q)
    return with_new_bounds(problem.algebra, problem.steps, problem.x, piece.p, piece.q, whole, value)


def _tell_split(problem: Definite, pieces: list[Piece]) -> None:
    if len(pieces) < 2:
        return
    whole = problem.question(problem.a, problem.b)
    parts = add(*(problem.question(piece.p, piece.q, piece.f) for piece in pieces))
    places = ", ".join(f"{problem.x} = {text(problem.algebra.tree(piece.p))}" for piece in pieces[1:])
    problem.line("Split the range", whole, parts, _why_split(problem, pieces, places))
    if not problem.remarks:  # what the integrand does is said before it is integrated
        problem.steps.insert(0, problem.steps.pop())


def _why_split(problem: Definite, pieces: list[Piece], places: str) -> str:
    if any(one.f != two.f for one, two in itertools.pairwise(pieces)):
        return f"The integrand has another formula on the other side of {places}: integrate each part with its own."
    cuts = [piece.p for piece in pieces[1:]]
    if any(not finite(put_in(problem.f, problem.limits.near(problem.x, c, side))) for c in cuts for side in (1, -1)):
        return f"The integrand is unbounded at {places}: integrate up to there and from there on."
    if problem.remarks:
        return f"The antiderivative jumps at {places}, though the integrand does not: integrate up to there and from there on."
    return f"Both ends need a limit of their own, so cut the range at {places}; any point between them will do."


def _convergent(problem: Definite, question: Tree, pieces: list[Piece], values: list[Expr], about: dict[str, Any]) -> Solution:
    tree = problem.algebra.tree
    value = shortest(sp.Add(*values))
    if len(values) > 1:
        parts = add(*map(tree, values))
        problem.line(
            "Add the parts", problem.question(problem.a, problem.b), parts, "The integral is the sum of its parts.", tree(value)
        )
    found = quadrature(problem.algebra, problem.x, [(p.f, p.p, p.q) for p in pieces]) if problem.numeric else None
    answer = tree(value)
    steps = _checked(problem, found)
    verified = _verified(question, answer, found, problem.meaning)
    if found is not None:
        about |= {"numeric": found.text, "error": found.error, "how": found.how}
    if any(map(infinite, (problem.a, problem.b))) or any(step.rule == "improper-integral" for step in steps):
        about["verdict"] = "converges"
    about["remarks"] = tuple(problem.remarks)
    complete = all(step.complete for step in every_step(steps))
    return Solution("integrate", question.args[0], question, steps, answer, verified, complete, about)


def _checked(problem: Definite, found: Number | None) -> tuple[Step, ...]:
    """The steps, verified. Those about the whole of a range that was cut are compared with the number of the whole."""
    whole = problem.question(problem.a, problem.b)
    cut = any(step.rule == "split-the-range" for step in problem.steps)
    done = []
    for step in problem.steps:
        if step.rule == "split-the-range":
            done.append(replace(step, holds="agrees"))  # a range may be cut anywhere; its parts are checked one by one
        elif cut and step.before == whole and found:
            done.append(replace(step, holds=SAYS[near_enough(step.answer, found)]))
        else:
            [told] = verify([step], problem.meaning)
            open_ = told.holds == "undecided" and step.before == whole
            done.append(replace(told, holds=SAYS[near_enough(step.answer, found)]) if open_ and found else told)
    return tuple(done)


SAYS = {True: "agrees", False: "fails", None: "undecided"}


def _verified(question: Tree, answer: Tree, found: Number | None, meaning: dict[Tree, Tree]) -> Verified:
    """By the number where there is one; with letters, by quadrature at some of their values."""
    if found is None:
        return verify_answer(put_in_tree(question, meaning), put_in_tree(answer, meaning))
    same = near_enough(answer, found)
    digits = f"matches {'rigorous quadrature to 12' if found.how == 'enclosed' else 'numerical quadrature to 9'} digits"
    return Verified("agrees" if same else "undecided" if same is None else "fails", 1, digits if same else "")


def _divergent(problem: Definite, question: Tree, pieces: list[Piece], about: dict[str, Any]) -> Solution:
    """The steps up to the end that has no limit; a principal value is mentioned where there is one."""
    steps = tuple(
        replace(step, holds="agrees")
        if step.rule in ("split-the-range", "improper-integral")
        else verify([step], problem.meaning)[0]
        for step in problem.steps
    )
    holds = worst(step.holds for step in every_step(steps))
    about |= {"verdict": "diverges"}
    principal = principal_value(problem, pieces)
    if principal is not None:
        about["principal_value"] = problem.algebra.tree(principal)
    return Solution("integrate", question.args[0], question, steps, question, Verified(holds), True, about)


def principal_value(problem: Definite, pieces: list[Piece]) -> Expr | None:
    """The limit of the integral without a symmetric gap around the one pole, where that exists though the integral does not."""
    if len(pieces) != 2 or infinite(problem.a) or infinite(problem.b) or pieces[0].F != pieces[1].F:
        return None
    F, c, h = pieces[0].F, pieces[0].q, sp.Symbol("h", real=True, positive=True)
    gap = sp.simplify(F.xreplace({problem.x: c - h}) - F.xreplace({problem.x: c + h}))
    rest = F.xreplace({problem.x: problem.b}) - F.xreplace({problem.x: problem.a})
    inner = problem.limits.value(gap, h, sp.Integer(0), 1)
    if not finite(inner) or rest.has(sp.zoo, sp.nan, sp.oo, sp.I):
        return None
    return shortest(inner + rest)


def number_alone(problem: Definite, question: Tree, pieces: list[Piece], about: Mapping[str, Any]) -> Solution:
    """No antiderivative is known: the number with its error, said plainly. Raises `StudentError` when even that fails."""
    found = quadrature(problem.algebra, problem.x, [(p.f, p.p, p.q) for p in pieces]) if problem.numeric else None
    if found is None:
        raise StudentError("no-rule", f"no rule here integrates {text(question.args[0])}", exit_code=NO_METHOD)
    more = {"numeric": found.text, "error": found.error, "how": found.how, "closed_form": False}
    note = f"the number was found by {'rigorous' if found.how == 'enclosed' else 'numerical'} quadrature"
    return Solution(
        "integrate", question.args[0], question, (), question, Verified("agrees", 1, note), False, {**about, **more}
    )


__all__ = ["Definite", "integrate", "multiply", "worked"]
