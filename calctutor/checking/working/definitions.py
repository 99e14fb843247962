"""Does a statement give a letter its meaning? Functions, substitutions and their differentials, parts, iterates, quantities.

What can be checked at once: du against u, v against dv, an iterate against the rule of descent, new bounds against the old.
"""

from __future__ import annotations

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.differentials import Differentials
from calctutor.checking.working.equality import free_letters, is_constant, same
from calctutor.checking.working.inverses import inverted
from calctutor.checking.working.iterates import STEP_DOWN, Iterates, is_step
from calctutor.checking.working.meaning import DIFFERENTIAL, INDEXED, Function, Meaning, plain
from calctutor.checking.working.outcomes import Chain, Outcome, worse
from calctutor.checking.working.problem import Problem
from calctutor.checking.working.statements import Read
from calctutor.checking.working.vectors import put
from calctutor.notation.tree import Tree, name, names, walk

SUBSTITUTED = ("u", "v", "w", "t", "s", "z", "theta", "p", "q", "y")


class Definitions(Differentials):
    """`base` are the letters of the problem itself, which no line defines anew."""

    def __init__(self, meaning: Meaning, steps: Steps, problem: Problem) -> None:
        super().__init__(meaning, steps)
        self.base: set[str] = set()
        self.problem = problem
        self.iterates = Iterates(meaning, steps)
        self.constraint: Tree | None = None
        if problem.curve:
            self.base |= {problem.curve.x, problem.curve.y}
            meaning.curve = problem.curve

    def defined(self, line: int, read: Read, main: Chain | None) -> Outcome | None:
        """What is said of a definition; None for a statement that is none."""
        first = read.first
        assert first is not None
        if read.parts[1] is None:
            return None
        right = read.parts[1].trees[0]
        if first.head == "apply":
            return self._function(first, right, read, line)
        if first.head == "tuple" and all(arg.head == "name" for arg in first.args):
            return self.iterates.several(first, read, line, self.base)
        if first.head != "name":
            return self._differential_of(first, right, line)
        label = plain(str(first.value))
        if (rule := self.iterates.rule(label, read, line)) is not None:
            return rule
        if DIFFERENTIAL.match(label) and label[1] not in self.base:
            return self._differential(label, right, line, main)
        return self._letter(label, right, read, line, main)

    # Functions.

    def _function(self, first: Tree, right: Tree, read: Read, line: int) -> Outcome | None:
        f = str(first.value)
        letters = tuple(str(arg.value) for arg in first.args if arg.head == "name")
        if f.endswith("'") or f in self.meaning.functions or len(letters) < len(first.args) or f in self.meaning.letters:
            return None
        if self.meaning.curve and f == self.meaning.curve.y:
            return None
        self.meaning.functions[f] = Function(letters, self._unapplied(right, f))
        self.base |= set(letters)
        if self.meaning.x not in letters:
            self.meaning.x = letters[0]
        return self._rest(f"defines {f}", read, line, f)

    def _unapplied(self, right: Tree, f: str) -> Tree:
        return (
            right if not any(node.head == "apply" and node.value == f for node in walk(right)) else self.meaning.resolved(right)
        )

    # A letter.

    def _letter(self, label: str, right: Tree, read: Read, line: int, main: Chain | None) -> Outcome | None:
        meaning = self.meaning
        if label in self.base:
            return self._substitution_for_base(label, right, main)
        if label in names(right) or (label == "lambda"):
            return None
        if label in meaning.letters:
            return self._again(label, right, read, line, main)
        if meaning.known(label):
            return None
        if (stated := self.iterates.stated(label)) is not None:
            return self.iterates.judged(label, stated, read, line)
        if self.problem.multipliers and label not in ("f", "g", "L") and self.base:
            return None
        meaning.letters[label] = right
        outcome = self._rest(STEP_DOWN if is_step(label, right) else f"defines {label}", read, line, label)
        if not is_constant(right) and label not in ("u", "v", "w", "I", "t", "s") and not INDEXED.match(label):
            letters = tuple(sorted(free_letters(meaning.resolved(right))))
            if (
                letters
                and (self.problem.multipliers or not set(letters) & set(self.problem.later))
                and not any(node.head in ("I", "L", "D") for node in walk(right))
            ):
                meaning.functions[label] = Function(letters, right)
                self.base |= set(letters)
                del meaning.letters[label]
        return worse(outcome, self._parts(label, line, main))

    def _rest(self, note: str, read: Read, line: int, label: str) -> Outcome:
        """Further expressions of the line must be equal to the first right side."""
        assert read.parts[1]
        chain = self.steps.chain(read.parts[1].trees[0])
        chain.loose = True
        outcome = Outcome(note=note)
        for k, part in enumerate(read.parts[2:], 2):
            if part and k == len(read.parts) - 1 and self._constrains(chain, part.trees[0]):
                self.constraint = Tree("=", (chain.last, part.trees[0]))
            elif part:
                one = self.steps.step(chain, part.trees[0], line, k in read.rough)
                outcome = worse(outcome, one)
        if len(read.parts) > 2 and chain.loose and (chain.slip or any(r.code == "rounded" for r in outcome.remarks)):
            self.meaning.claims[label] = chain.last
            self.steps.lines[label] = chain.slip
        return outcome

    def _constrains(self, chain: Chain, last: Tree) -> bool:
        """`g(x, y) = x + y - 10 = 0` says that g is to be 0."""
        return is_constant(self.meaning.resolved(last)) and not is_constant(chain.truth)

    def _again(self, label: str, right: Tree, read: Read, line: int, main: Chain | None) -> Outcome | None:
        """The same letter once more: its value at a bound, a second round of parts, or a claim that can be wrong."""
        found = self.meaning.resolved(name(label))
        if label not in SUBSTITUTED:
            return None
        if same(found, self.meaning.resolved(right)).equal:
            return self._rest(f"defines {label}", read, line, label)
        if is_constant(self.meaning.resolved(right)) and not is_constant(found):
            return self._value_at_bound(found, right, main)
        if label == "v" and "dv" in self.meaning.letters and self._is_antiderivative(right):
            self.meaning.letters["v"] = right
            return Outcome(note="defines v")
        self.meaning.letters[label] = right
        self.meaning.claims.pop(label, None)
        for other in ("v", "du", "dv"):
            if label == "u":
                self.meaning.letters.pop(other, None)
                self.meaning.claims.pop(other, None)
        return worse(self._rest(f"defines {label}", read, line, label), self._parts(label, line, main))

    def _value_at_bound(self, u: Tree, right: Tree, main: Chain | None) -> Outcome:
        """`u = 1` where the substitution is u = x^2: right at one of the bounds."""
        bounds = [bound for node in walk(main.truth) if node.head == "I" for bound in node.args[2:]] if main else []
        here = [put(u, (self.meaning.x,), (self.meaning.resolved(bound),)) for bound in bounds]
        wanted = self.meaning.resolved(right)
        if any(same(value, wanted).equal for value in here):
            return Outcome(note="a new bound")
        return Outcome(UNKNOWN, "a number for a letter that stands for an expression")

    # The letter of integration as a function of a new one.

    def _substitution_for_base(self, label: str, right: Tree, main: Chain | None) -> Outcome | None:
        """The letter of integration as a function of a new one."""
        if (path := self._path(label, right)) is not None:
            return path
        new = [x for x in sorted(free_letters(right)) if x not in self.base and x not in self.meaning.letters]
        if main is None or len(new) != 1 or label != self.meaning.x or not any(n.head == "I" for n in walk(main.truth)):
            return self._at_bound(label, right, main)
        inverse = inverted(right, new[0], name(label))
        if inverse is None or new[0] in names(inverse):
            return Outcome(UNKNOWN, "this substitution could not be turned around")
        self.meaning.letters[new[0]] = inverse
        return Outcome(note=f"defines {new[0]}")

    def _path(self, label: str, right: Tree) -> Outcome | None:
        """`x = cos t` for a letter of a function that is then differentiated by t."""
        letters = free_letters(right)
        if len(letters) != 1 or not letters <= self.problem.by or letters & self.base:
            return None
        self.meaning.letters[label] = right
        self.meaning.x = min(letters)
        return Outcome(note=f"defines {label}")

    def _at_bound(self, label: str, right: Tree, main: Chain | None) -> Outcome | None:
        """`x = 0` beside `u = 0`: a bound of the integral."""
        bounds = [bound for node in walk(main.truth) if node.head == "I" for bound in node.args[2:]] if main else []
        if label == self.meaning.x and any(same(self.meaning.resolved(right), self.meaning.resolved(b)).equal for b in bounds):
            return Outcome(note="a bound")
        return None
