"""How is the question of each kind read? One reader a kind, from the text and the options to a `Task`."""

from __future__ import annotations

from collections.abc import Callable

from calctutor.checking.descent import descended
from calctutor.checking.tasks import Options, Task
from calctutor.engines.asking import free_names, unwrapped, which_curve, which_variable
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name, read_values
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, number, power, replace

# Letters.


def _named(options: Options) -> list[str]:
    pieces = (options.wrt or "").replace(",", " ").split()
    return [read_name(piece) for piece in pieces]


def _point(options: Options, letters: tuple[str, ...]) -> dict[str, Tree]:
    """The values of `--at`: `x=1,y=2`, or the bare numbers in the order of the letters."""
    text = options.at
    if text is None:
        return {}
    if "=" in text:
        return read_values(text, [letter for letter in letters if len(letter) > 1])
    tree = read(text if len(letters) == 1 or text.strip()[:1] in "([" else f"({text})")
    values = tree.args if tree.head in ("tuple", "list") else (tree,)
    if len(values) != len(letters):
        raise StudentError("which-point", f"a point needs {len(letters)} values", text, (0, len(text)), "--at x=1,y=2")
    return dict(zip(letters, values, strict=True))


def _expression(text: str, options: Options) -> tuple[Tree, list[str]]:
    named = _named(options)
    tree = read(text, [letter for letter in named if len(letter) > 1])
    return (tree.args[-1] if tree.head == "=" and tree.args[0].head in ("name", "apply") else tree), named


# One reader a kind.


def _derivative(kind: str, text: str, options: Options) -> Task:
    f, named = _expression(text, options)
    order = options.order
    if not named and (by := unwrapped(f)[1]):
        f, named = unwrapped(f)[0], by
    wrt = tuple(named) or (which_variable(f, text, f"check {kind}"),)
    by = list(wrt) * order if len(wrt) == 1 else list(wrt)
    question = derivative(f, *map(name, by))
    return Task(kind, text, f, wrt, question, _point(options, tuple(free_names(f)) or wrt), len(by), strict=options.strict)


def _chain(kind: str, text: str, options: Options) -> Task:
    """A composition as one expression, or as definitions: `z = x^2 y; x = cos t; y = sin t`."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    if options.inner:
        parts = [text, *options.inner]
    elif len(parts) < 2 or not all("=" in part for part in parts):
        return _derivative(kind, text, options)
    first, *rest = (read(part) for part in parts)
    outer = first.args[-1] if first.head == "=" else first
    inner = {part.args[0]: part.args[1] for part in rest}
    f = outer
    for _ in rest:
        f = replace(f, inner)
    wrt = tuple(_named(options)) or (which_variable(f, text, "check chain"),)
    about = {"outer": outer, "inner": inner}
    return Task(kind, text, f, wrt, derivative(f, *map(name, wrt)), _point(options, wrt), about=about, strict=options.strict)


def _letters(f: Tree, options: Options) -> tuple[str, ...]:
    return tuple(_named(options)) or tuple(free_names(f))


def _gradient(kind: str, text: str, options: Options) -> Task:
    f, _ = _expression(text, options)
    wrt = _letters(f, options)
    question = Tree("list", tuple(derivative(f, name(x)) for x in wrt))
    return Task(kind, text, f, wrt, question, _point(options, wrt), strict=options.strict)


def _hessian(kind: str, text: str, options: Options) -> Task:
    f, _ = _expression(text, options)
    wrt = _letters(f, options)
    rows = (Tree("list", tuple(derivative(f, name(x), name(y)) for y in wrt)) for x in wrt)
    return Task(kind, text, f, wrt, Tree("list", tuple(rows)), _point(options, wrt), 2, strict=options.strict)


def _jacobian(kind: str, text: str, options: Options) -> Task:
    f, _ = _expression(text, options)
    parts = f.args if f.head in ("tuple", "list") else (f,)
    wrt = _letters(f, options)
    rows = (Tree("list", tuple(derivative(part, name(x)) for x in wrt)) for part in parts)
    return Task(kind, text, f, wrt, Tree("list", tuple(rows)), _point(options, wrt), strict=options.strict)


def _directional(kind: str, text: str, options: Options) -> Task:
    f, _ = _expression(text, options)
    wrt = _letters(f, options)
    if options.direction is None:
        raise StudentError("direction", "a directional derivative needs a direction", remedy="--direction 3,4")
    tree = read(options.direction if options.direction.strip()[:1] in "([" else f"({options.direction})")
    direction = tree.args if tree.head in ("tuple", "list") else (tree,)
    if len(direction) != len(wrt):
        raise StudentError("direction", f"the direction needs {len(wrt)} components", remedy="--direction 3,4")
    terms = [multiply(derivative(f, name(x)), v) for x, v in zip(wrt, direction, strict=True)]
    length = Tree("sqrt", (add(*(power(v, number(2)) for v in direction)),))
    return Task(kind, text, f, wrt, divide(add(*terms), length), _point(options, wrt), about={"direction": direction},
                strict=options.strict)  # fmt: skip


def _implicit(kind: str, text: str, options: Options) -> Task:
    named = _named(options)
    of = [read_name(options.of)] if options.of else []
    curve, x, y = which_curve(read(text, named + of), text, named[0] if named else None, of[0] if of else None)
    question = derivative(name(y), *[name(x)] * options.order)
    return Task(kind, text, curve, (x,), question, about={"of": y}, order=options.order, strict=options.strict)


def _integral(kind: str, text: str, options: Options) -> Task:
    f, named = _expression(text, options)
    bounds: tuple[Tree, ...] = ()
    if f.head == "I":
        f, named, bounds = f.args[0], named or [str(f.args[1].value)], f.args[2:]
    x = named[0] if named else which_variable(f, text, "check integrate")
    if options.below is not None and options.above is not None:
        bounds = (read(options.below), read(options.above))
    question = Tree("I", (f, name(x), *bounds))
    return Task(kind, text, f, (x,), question, about={"bounds": bounds}, strict=options.strict)


def _limit(kind: str, text: str, options: Options) -> Task:
    f, named = _expression(text, options)
    if f.head == "L":
        return Task(kind, text, f.args[0], (str(f.args[1].value),), f, about={"to": f.args[2], "side": f.value})
    x = named[0] if named else which_variable(f, text, "check limit")
    where = (
        _point(options if options.at else options._replace(at=options.above), (x,)).get(x)
        if options.at or options.above
        else None
    )
    if where is None:
        raise StudentError("which-point", f"where does {x} go?", text, (0, len(text)), f"--at {x}=0")
    question = Tree("L", (f, name(x), where), options.side)
    return Task(kind, text, f, (x,), question, about={"to": where, "side": options.side}, strict=options.strict)


def _descent(kind: str, text: str, options: Options) -> Task:
    f, _ = _expression(text, options)
    wrt = _letters(f, options)
    point = _point(options, wrt)
    if set(point) < set(wrt) or options.rate is None:
        raise StudentError("descent", "a descent step needs a start and a rate", remedy="--at x=1,y=1 --rate 0.1")
    rate = read(options.rate)
    question = descended(f, wrt, point, rate, options.order)
    return Task(kind, text, f, wrt, question, point, options.order, about={"rate": rate, "start": point},
                strict=options.strict)  # fmt: skip


def _same(kind: str, text: str, options: Options) -> Task:
    f = read(text, [letter for letter in _named(options) if len(letter) > 1])
    letters = tuple(free_names(f))
    return Task(kind, text, f, letters, f, _point(options, letters), strict=options.strict)


def _probability(kind: str, text: str, options: Options) -> Task:
    from calctutor.checking.probability.asking import read_chance

    chance, about = read_chance(text, options)
    question = chance.question or about["left"]
    return Task(kind, text, chance.law.f, (chance.law.x,), question, about=about, strict=options.strict)


READERS: dict[str, Callable[[str, str, Options], Task]] = {
    "diff": _derivative, "partial": _derivative, "chain": _chain, "implicit": _implicit, "gradient": _gradient,
    "jacobian": _jacobian, "hessian": _hessian, "directional": _directional, "integrate": _integral, "limit": _limit,
    "descend-step": _descent, "same": _same, "probability": _probability,
}  # fmt: skip
