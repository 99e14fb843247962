"""Does one expression of a working follow from the one before it?

First as it should be, then as it follows from what the student has: a step that is right but for an earlier slip is said to
follow from it. What people write shorter than they mean (a limit sign dropped, a number rounded) is no slip.
"""

from __future__ import annotations

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.claimed import Claimed
from calctutor.checking.working.equality import free_letters, integrated_by
from calctutor.checking.working.meaning import CONSTANTS
from calctutor.checking.working.outcomes import Chain, Outcome
from calctutor.checking.working.shorthand import Shorthand
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, name, names, walk

SOLVED = "Solved for {}′"


class Steps(Shorthand, Claimed):
    """One step after the other."""

    def chain(self, first: Tree, label: str = "") -> Chain:
        truth = self.meaning.resolved(first)
        limit = next((node for node in walk(first) if node.head == "L"), None)
        return Chain(truth, first, integrated_by(truth), 0, label, limit)

    def step(self, chain: Chain, after: Tree, line: int, rough: bool = False) -> Outcome:
        """One more expression on the chain. What is undecided does not count as what stands before the next."""
        before = chain.last
        outcome = self._judged(chain, after, line, rough)
        chain.opened = True
        if outcome.verdict == UNKNOWN:
            chain.last, chain.doubtful = before, (*chain.doubtful, self.meaning.resolved(after))
        return outcome

    def _judged(self, chain: Chain, after: Tree, line: int, rough: bool) -> Outcome:
        before, chain.last = chain.last, after
        a, b = self.meaning.resolved(before), self.meaning.resolved(after)
        chain.x = chain.x or integrated_by(a, b)
        curve = self.meaning.curve
        solved = curve is not None and chain.label == f"{curve.y}'" and not chain.opened
        made = Step(
            before, after, (a, b), chain.x, label=chain.label, rule=SOLVED.format(chain.label[:-1]) if solved else chain.rule
        )
        if inside := self._inside(before, after):
            made = made._replace(inside=inside)
        found = self._same(a, b, chain)
        if found.equal:
            return self._good(chain, made)
        if self.meaning.solved and self._by_equations(chain, a, b):
            return self._good(chain, made)
        if outcome := self._as_claimed(chain, made, before, after):
            return outcome
        if (chain.slip or self.meaning.claims) and self._same(chain.truth, b, chain).equal:
            chain.slip = 0
            return Outcome(note="right again", steps=(made,))
        if outcome := self._shorthand(chain, made, rough):
            return outcome
        if strange := _unknown_functions(a) ^ _unknown_functions(b):
            return Outcome(UNKNOWN, f"what {min(strange)} is was not said, or could not be read")
        if chain.x and chain.x in free_letters(a) and self._lost(chain, b):
            return Outcome(UNKNOWN, f"what {chain.x} stands for was not said, or could not be read")
        if found.kind == "undecided" or any(self._same(one, b, chain).equal for one in chain.doubtful):
            return Outcome(UNKNOWN, "could not be decided")
        return self._wrong(chain, made, line)

    def _lost(self, chain: Chain, b: Tree) -> bool:
        """Has the letter of integration gone, and another one that nobody introduced come in its place?"""
        letters = free_letters(b)
        new = {z for z in letters - free_letters(chain.truth) if not CONSTANTS.match(z)}
        return bool(new) and chain.x not in letters and chain.x not in self.meaning.letters and not self.meaning.functions

    def _inside(self, before: Tree, after: Tree) -> tuple[str, Tree] | None:
        """The letter by which `after` integrates and `before` does not, or that is put back, and what it stands for."""
        old, new = ({str(n.args[1].value) for n in walk(tree) if n.head == "I"} for tree in (before, after))
        fresh = sorted(u for u in new - old if u in self.meaning.letters) if old else []
        fresh += sorted(u for u in names(before) if u in self.meaning.letters and u not in names(after))
        return (fresh[0], self.meaning.resolved(name(fresh[0]))) if fresh else None

    def _good(self, chain: Chain, made: Step) -> Outcome:
        if chain.slip:
            return Outcome(note=f"consistent with your slip in line {chain.slip}", follows=chain.slip)
        return Outcome(steps=(made,))

    def _wrong(self, chain: Chain, made: Step, line: int) -> Outcome:
        again = bool(self.slips)
        self.slips.append(line)
        chain.slip = chain.slip or line
        curve = self.meaning.curve
        if curve and chain.label == f"{curve.y}'":
            made = made._replace(claim=made.meant[1], curve=curve[:3])
        made = made._replace(task=chain.task, mistake="numerators-crossed" if self._crossed(made) else "")
        said = "a second, separate slip: not equal to what stands before it" if again else "not equal to what stands before it"
        return Outcome(WRONG, said, slip=made, again=again)


def _unknown_functions(tree: Tree) -> set[str]:
    return {str(node.value).rstrip("'") for node in walk(tree) if node.head == "apply"}
