"""Do du and v belong to u and dv? `u = x, dv = e^x dx` beside `du = dx, v = e^x`, and `x dx = du/2`."""

from __future__ import annotations

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.equality import same
from calctutor.checking.working.meaning import DIFFERENTIAL, Meaning
from calctutor.checking.working.outcomes import Chain, Outcome, worse
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, derivative, divide, multiply, name, number, replace, walk


class Differentials:
    """The differentials of substitutions, and the parts of integration by parts, checked against each other."""

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        self.meaning, self.steps = meaning, steps

    def _differential(self, label: str, right: Tree, line: int, main: Chain | None) -> Outcome | None:
        u = label[1]
        if u not in self.meaning.letters:
            self.meaning.letters[label] = right
            return worse(Outcome(note=f"defines {label}"), self._parts(label, line, main))
        if u == "v" and "dv" in self.meaning.letters and not same(*self._rates(name("dv"), right)).equal:
            self.meaning.letters["dv"] = right
            return Outcome(note="defines dv")
        made = Step(name(label), right, (self.meaning.resolved(name(label)), self.meaning.resolved(right)), label=label)
        found = same(*self._rates(name(label), right))
        if found.kind == "different":
            self.meaning.claims[label] = right
            return self._wrong(label, made, line, f"{label} is not the differential of {u}")
        return Outcome(UNKNOWN, "could not be decided") if found.kind == "undecided" else Outcome(note=f"defines {label}")

    def _rates(self, left: Tree, right: Tree) -> tuple[Tree, Tree]:
        return self.meaning.resolved(left), self.meaning.resolved(right)

    def _differential_of(self, first: Tree, right: Tree, line: int) -> Outcome | None:
        """`x dx = du/2`, and dx alone, are equations between differentials."""
        if not any(node.head == "name" and DIFFERENTIAL.match(str(node.value)) for node in walk(first)):
            return None
        a, b = self._rates(first, right)
        found = same(a, b)
        made = Step(first, right, (a, b))
        if found.kind == "different":
            claimed = same(self.meaning.resolved(first, True), self.meaning.resolved(right, True))
            if claimed.equal and (known := min((n for n in self.steps.lines.values() if n), default=0)):
                return Outcome(note=f"consistent with your slip in line {known}", follows=known)
            ratio = divide(*(replace(side, {name(f"d{self.meaning.x}"): number(1)}) for side in (a, b)))
            if same(derivative(ratio, name(self.meaning.x)), number(0)).equal:
                made = made._replace(mistake="differential-factor")
            return self._wrong("", made, line, "the two differentials are not equal")
        return Outcome(UNKNOWN, "could not be decided") if found.kind == "undecided" else Outcome(steps=())

    def _wrong(self, label: str, made: Step, line: int, why: str) -> Outcome:
        again = bool(self.steps.slips)
        self.steps.slips.append(line)
        if label:
            self.steps.lines[label] = line
        return Outcome(WRONG, f"a second, separate slip: {why}" if again else why, slip=made, again=again)

    # Parts.

    def _is_antiderivative(self, right: Tree) -> bool:
        rate = self._without_dx(self.meaning.resolved(self.meaning.letters["dv"]))
        return same(derivative(self.meaning.resolved(right), name(self.meaning.x)), rate).equal

    def _without_dx(self, tree: Tree) -> Tree:
        return replace(tree, {name(f"d{self.meaning.x}"): number(1)})

    def _parts(self, label: str, line: int, main: Chain | None) -> Outcome:
        """v against dv, and u dv against what stands under the integral sign."""
        letters = self.meaning.letters
        if label == "v" and "dv" in letters and not self._is_antiderivative(letters["v"]):
            self.steps.parts_slip = line
            rate = self._without_dx(self.meaning.resolved(letters["dv"]))
            slope = derivative(self.meaning.resolved(name("v")), name(self.meaning.x))
            asked = Tree("I", (rate, name(self.meaning.x)))
            meant = (asked, self.meaning.resolved(name("v")))
            if same(slope, rate).kind == "different":
                made = Step(asked, letters["v"], meant, self.meaning.x, label="v")
                return self._wrong("", made, line, "v is not an antiderivative of dv")
        if label in ("u", "dv") and {"u", "dv"} <= set(letters) and main is not None and not self._multiply(main):
            return Outcome(remarks=(remark("parts-do-not-multiply"),))
        return Outcome()

    def _multiply(self, main: Chain) -> bool:
        """Is u dv, but for a constant, under some integral of the working?"""
        product = multiply(self.meaning.resolved(name("u")), self._without_dx(self.meaning.resolved(name("dv"))))
        x = name(self.meaning.x)
        under = [n.args[0] for tree in (main.truth, self.meaning.resolved(main.last)) for n in walk(tree) if n.head == "I"]
        return any(same(derivative(divide(f, product), x), number(0)).kind != "different" for f in under)
