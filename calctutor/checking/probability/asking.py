"""What is asked of a random variable, as typed? From text and options to a task, before sympy is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from calctutor.checking.probability.calling import left
from calctutor.checking.probability.chance import Chance
from calctutor.checking.probability.quantities import FUNCTIONS, NO_SUMS, QUANTITIES, REACHED, asked_of
from calctutor.engines.asking import free_names
from calctutor.engines.asking_where import which_range
from calctutor.engines.probability.asking import Law, which_condition, which_law, which_support
from calctutor.engines.probability.named import apart
from calctutor.engines.probability.samples import sample_numbers
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name
from calctutor.notation.tree import Tree, multiply, name, names, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text as written

if TYPE_CHECKING:
    from calctutor.checking.tasks import Options

EXAMPLE = 'calctutor check probability "exponential(k)" "1/k" --what mean'


def read_chance(text: str, options: Options) -> tuple[Chance, dict[str, Any]]:
    """The question, and what else a task is about: `asked`, `noun`, `left` (how the answer is called), `names` (letters that it
    may have). Raises `StudentError`."""
    asked = asked_of(options)
    chance = READERS[_kind(asked, options)](asked, text, options)
    if chance.law.discrete and asked in NO_SUMS:
        raise StudentError("discrete", f"{QUANTITIES[asked].noun} is not asked of a discrete value here", remedy="--what mean")
    more = ("S_1", "S_2", "L", "x_min", "x_max") if asked == "estimate" else ()
    letters = (*chance.law.parameters, *(x for x, _, _ in chance.ranges), *_letters(chance), *more)
    return chance, {
        "asked": asked, "noun": QUANTITIES[asked].noun, "left": left(chance), "names": letters, "chance": chance,
        "bounds": (), "function": asked in FUNCTIONS, "reached": asked in REACHED,
    }  # fmt: skip


def _kind(asked: str, options: Options) -> str:
    about = QUANTITIES[asked].about
    return "joint" if about == "either" and len(apart(options.on or "")) == 2 else "law" if about == "either" else about


def _letters(chance: Chance) -> tuple[str, ...]:
    """Letters of the second law and of the bounds."""
    trees = [*(chance.bounds or ()), *((chance.share,) if chance.share else ()), *((chance.g,) if chance.g else ())]
    second = chance.other.parameters if chance.other else ()
    return (*second, *(letter for tree in trees for letter in names(tree)))


# One reader a way of asking.


def _one(asked: str, text: str, options: Options) -> Chance:
    law = which_law(text, options.on, options.assume, _wrt(options), options.discrete)
    letters = [letter for letter in (law.x, *law.parameters) if len(letter) > 1]
    chance = Chance(law, asked, of=_of(asked, law, options))
    given = {"between": options.between, "expect": options.expect, "quantile": options.quantile, "transform": options.transform}
    if asked in given and not given[asked]:
        raise StudentError("missing", f"{QUANTITIES[asked].noun} of what?", remedy=f"--{asked} " + REMEDIES[asked])
    if asked == "between":
        return replace(chance, bounds=which_support(options.between or ""))
    if asked in ("expect", "transform"):
        g = read(given[asked] or "", letters)
        if law.x not in free_names(g):
            raise StudentError("which-variable", f"the function does not contain {law.x}", given[asked] or "")
        return replace(chance, g=g)
    share = {"median": "1/2", "quantile": options.quantile}.get(asked)
    return replace(chance, share=read(share)) if share else chance


REMEDIES = {"between": "0..1", "expect": '"x^2"', "quantile": "0.9", "transform": '"x^2"'}


def _wrt(options: Options) -> str | None:
    return options.wrt


def _of(asked: str, law: Law, options: Options) -> str:
    """The letter that a constant or an estimate is asked for; that of a generating function."""
    if options.of:
        return read_name(options.of)
    if asked == "mgf":
        return next(t for t in ("t", "u", "w", "τ") if t not in (*law.parameters, law.x))
    if asked == "constant":
        assumed = {letter for condition in law.conditions for letter in names(condition)}
        return _linear(law, [letter for letter in law.parameters if letter not in assumed])
    return ""


def _linear(law: Law, letters: Sequence[str]) -> str:
    """The letter that is a constant factor of the density, if there is one."""
    from calctutor.balls.equality import compare

    for letter in letters:
        c = name(letter)
        if compare(law.f, multiply(c, put_in(law.f, {c: number(1)}))).equal:
            return letter
    return ""


def _joint(asked: str, text: str, options: Options) -> Chance:
    ranges = tuple(which_range(part) for part in apart(options.on or ""))
    if len(ranges) != 2:
        raise StudentError("support", "a joint density needs a range for each of two letters", remedy='--on "x=0..1,y=0..1"')
    letters = [x for x, _, _ in ranges]
    f = read(text, [x for x in letters if len(x) > 1])
    f = f.args[1] if f.head == "=" else f
    x, low, high = ranges[0]
    law = Law(f, x, low, high, tuple(map(which_condition, options.assume)))
    g = read(options.expect, letters) if options.expect else None
    if asked == "expect" and g is None:
        raise StudentError("missing", "the expected value of what?", remedy='--expect "x*y"')
    of = read_name(options.of or options.wrt or "") if options.of or options.wrt else ""
    if asked in ("marginal", "conditional", "mean", "variance", "deviation") and of not in letters:
        raise StudentError("which-variable", f"{QUANTITIES[asked].noun} of which letter?", remedy=f"--of {letters[0]}")
    if asked == "constant" and not of:
        inside = replace(law, low=number(0), high=number(1))
        of = _linear(inside, [letter for letter in inside.parameters if letter not in letters])
    return Chance(law, asked, of=of, g=g, ranges=ranges)


def _two(asked: str, text: str, options: Options) -> Chance:
    parts = _apart(text)
    if len(parts) != 2:
        raise StudentError("missing", "this compares two densities", text, (0, len(text)), '"normal(m, s) || normal(0, 1)"')
    first, second = (which_law(part, options.on, options.assume, _wrt(options), options.discrete) for part in parts)
    if first.x != second.x:
        second = replace(second, f=put_in(second.f, {name(second.x): name(first.x)}), x=first.x)
    first = replace(first, conditions=tuple(dict.fromkeys((*first.conditions, *second.conditions))))
    return Chance(first, asked, other=second)


def _apart(text: str) -> list[str]:
    """The two sides of `p || q`, `p ‖ q` or `p; q`."""
    for sign in ("||", "‖", ";"):
        if sign in text:
            return [part.strip() for part in text.split(sign)]
    return [text]


def _sample(asked: str, text: str, options: Options) -> Chance:
    law = which_law(text, options.on, options.assume, _wrt(options), options.discrete)
    if not law.parameters:
        raise StudentError("parameters", "there is no letter to be estimated", text, remedy="exponential(k)")
    of = read_name(options.of) if options.of else law.parameters[0]
    if of not in law.parameters or (not options.of and len(law.parameters) > 1):
        raise StudentError("which-variable", "the estimate of which letter?", text, remedy=f"--of {law.parameters[0]}")
    return Chance(law, asked, of=of, sample=sample_numbers(options.data))


def _reward(asked: str, text: str, options: Options) -> Chance:
    parts = _apart(text)
    if len(parts) != 2:
        raise StudentError("missing", "this asks for a discount and a reward", text, (0, len(text)), '"exp(-k*t); 1"')
    discount, reward = map(read, parts)
    law = Law(multiply(discount, reward), _wrt(options) or "t", number(0), Tree("constant", (), "oo"),
              tuple(map(which_condition, options.assume)))  # fmt: skip
    return Chance(law, asked, g=discount, reward=reward, raw=True)


READERS: dict[str, Callable[[str, str, Options], Chance]] = {
    "law": _one, "joint": _joint, "two": _two, "sample": _sample, "reward": _reward,
}  # fmt: skip


__all__ = ["EXAMPLE", "QUANTITIES", "read_chance", "written"]
