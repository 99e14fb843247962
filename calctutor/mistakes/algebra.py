"""How do people get algebra wrong, before, while or after they do calculus?

Each slip rewrites one node of a tree falsely. It is tried at every place of a problem, so that `(x + 3)^2` expanded falsely before it
is differentiated is recognised by the derivative that this gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, add, divide, multiply, name, names, negative, number, power

Rewriting = Callable[[Tree], Iterator[Tree]]
SLIPS: dict[str, Rewriting] = {}


def slip(id: str, title: str, question: str, wrong: str, vague: int = 0) -> Callable[[Rewriting], Rewriting]:
    """Enter a false rewriting; its docstring is what the student is told."""

    def enter_it(rewriting: Rewriting) -> Rewriting:
        text = " ".join((rewriting.__doc__ or "").split())
        enter(Mistake(id, title, text, "same", question, wrong, vague=vague))
        SLIPS[id] = rewriting
        return rewriting

    return enter_it


def rewritten(tree: Tree, rewriting: Rewriting) -> Iterator[tuple[Tree, Tree, Tree]]:
    """The tree with one node falsely rewritten, the node, and what it became; at every place in turn."""
    for new in rewriting(tree):
        yield new, tree, new
    for i, arg in enumerate(tree.args):
        for whole, old, new in rewritten(arg, rewriting):
            yield tree.with_args((*tree.args[:i], whole, *tree.args[i + 1 :])), old, new


@slip("power-spread-over-a-sum", "a power was spread over a sum", "(x+3)^2", "x^2+9")
def power_over_sum(tree: Tree) -> Iterator[Tree]:
    """A power of a sum is not the sum of the powers: (a + b)² has a term 2ab in the middle."""
    if tree.head == "^" and tree.args[0].head == "+":
        yield add(*(_raised(term, tree.args[1]) for term in tree.args[0].args))
        yield add(*(power(term, tree.args[1]) for term in tree.args[0].args))


def _raised(term: Tree, exponent: Tree) -> Tree:
    """The power of a term, the minus of a subtracted one left in front."""
    return negative(power(term.args[0], exponent)) if term.head == "neg" else power(term, exponent)


@slip("root-spread-over-a-sum", "a root was spread over a sum", "sqrt(x^2+16)", "x+4")
def root_over_sum(tree: Tree) -> Iterator[Tree]:
    """The root of a sum is not the sum of the roots: try it on 9 + 16."""
    if tree.head == "sqrt" and tree.args[0].head == "+":
        yield add(*(_function("sqrt", term) for term in tree.args[0].args))
        yield add(*(_root(term) for term in tree.args[0].args))


def _root(term: Tree) -> Tree:
    """The root of a square as people write it who forget the bars."""
    if term.head == "^" and term.args[1] == number(2):
        return term.args[0]
    return negative(_root(term.args[0])) if term.head == "neg" else Tree("sqrt", (term,))


def _function(head: str, term: Tree) -> Tree:
    return negative(Tree(head, (term.args[0],))) if term.head == "neg" else Tree(head, (term,))


@slip("logarithm-spread-over-a-sum", "a logarithm was spread over a sum", "ln(x+5)", "ln(x)+ln(5)")
def logarithm_over_sum(tree: Tree) -> Iterator[Tree]:
    """There is no rule for the logarithm of a sum; it is the logarithm of a product that becomes a sum."""
    if tree.head == "ln" and tree.args[0].head == "+":
        yield add(*(_function("ln", term) for term in tree.args[0].args))


@slip("logarithms-combined", "logarithms were combined, not what is in them", "ln(x)-ln(5)", "ln(x)/ln(5)")
def logarithms_combined(tree: Tree) -> Iterator[Tree]:
    """Added logarithms multiply, and subtracted ones divide, what is inside them; the logarithms themselves are not multiplied."""
    if tree.head == "+" and len(tree.args) == 2:
        first, second = tree.args
        if first.head == second.head == "ln":
            yield multiply(first, second)
        if first.head == "ln" and second.head == "neg" and second.args[0].head == "ln":
            yield divide(first, second.args[0])


@slip("function-of-a-sum", "a function was spread over a sum", "sin(x+2)", "sin(x)+sin(2)")
def function_over_sum(tree: Tree) -> Iterator[Tree]:
    """A function of a sum is not the sum of the functions: only multiplying by a number works like that."""
    if tree.head in ("sin", "cos", "tan", "abs") and tree.args[0].head == "+":
        yield add(*(_function(tree.head, term) for term in tree.args[0].args))


@slip("function-of-a-multiple", "a number was taken out of a function", "sin(2*x)", "2*sin(x)")
def function_of_multiple(tree: Tree) -> Iterator[Tree]:
    """A factor inside a function cannot be taken outside: sin(2x) is never more than 1."""
    if tree.head in ("sin", "cos", "tan", "ln") and tree.args[0].head == "*" and tree.args[0].args[0].head == "number":
        first, *rest = tree.args[0].args
        yield multiply(first, Tree(tree.head, (multiply(*rest),)))
    if tree.head == "^" and tree.args[0].head == "constant" and tree.args[1].head == "*":
        first, *rest = tree.args[1].args
        if first.head == "number":
            yield multiply(first, power(tree.args[0], multiply(*rest)))


@slip("unlike-terms-added", "powers were added like one power", "x^2+x^3", "x^5")
def unlike_terms(tree: Tree) -> Iterator[Tree]:
    """Only multiplying adds exponents. A sum of different powers stays a sum of two terms."""
    if tree.head == "+" and len(tree.args) == 2 and all(t.head == "^" for t in tree.args):
        (a, n), (b, m) = (term.args for term in tree.args)
        if a == b and n != m:
            yield power(a, add(n, m))


@slip("exponential-of-a-sum", "an exponential of a sum became a sum", "e^(x+2)", "e^x+e^2")
def exponential_over_sum(tree: Tree) -> Iterator[Tree]:
    """A sum in the exponent makes a product of exponentials, not a sum."""
    if tree.head == "^" and tree.args[1].head == "+":
        yield add(*(power(tree.args[0], term) for term in tree.args[1].args))


@slip("minus-not-distributed", "the minus did not reach the whole bracket", "x^3-(x-4)", "x^3-x-4")
def minus_half(tree: Tree) -> Iterator[Tree]:
    """The minus in front of a bracket changes the sign of every term inside."""
    if tree.head == "neg" and tree.args[0].head == "+":
        first, *rest = tree.args[0].args
        yield add(negative(first), *rest)
    if tree.head == "neg" and tree.args[0].head == "*":
        for others, bracket in _brackets(tree.args[0]):
            first, *rest = (multiply(*others, term) for term in bracket.args)
            yield add(negative(first), *rest)


def _brackets(product: Tree) -> Iterator[tuple[tuple[Tree, ...], Tree]]:
    """The sums among the factors, each with the other factors."""
    for i, bracket in enumerate(product.args):
        if bracket.head == "+":
            yield product.args[:i] + product.args[i + 1 :], bracket


@slip("factor-not-distributed", "a factor reached only the first term of a bracket", "3*(x+2)", "3*x+2")
def factor_half(tree: Tree) -> Iterator[Tree]:
    """The factor in front of a bracket multiplies every term inside."""
    if tree.head == "*":
        for others, bracket in _brackets(tree):
            yield add(multiply(*others, bracket.args[0]), *bracket.args[1:])


@slip("terms-cancelled", "terms were cancelled as if they were factors", "(x^2+5*x)/x", "x^2+5")
def terms_cancelled(tree: Tree) -> Iterator[Tree]:
    """Only factors of the whole top and the whole bottom can be cancelled, not single terms of a sum."""
    if tree.head != "/" or tree.args[0].head != "+":
        return
    top, bottom = tree.args
    for i, term in enumerate(top.args):
        rest = top.args[:i] + top.args[i + 1 :]
        if (short := _without(term, bottom)) is not None:
            yield add(*top.args[:i], short, *top.args[i + 1 :])
        if bottom.head == "+" and term in bottom.args:
            below = [part for part in bottom.args if part != term]
            yield divide(add(*rest), add(*below))
        for factor in bottom.args if bottom.head == "*" else ():
            short, below_it = _without(term, factor), _without(bottom, factor)
            if short is not None and below_it is not None:
                yield divide(add(*top.args[:i], short, *top.args[i + 1 :]), below_it)


@slip("cancelled-above-only", "a factor was cancelled above only", "(x^3+x*sin(x))/x^2", "(x^2+sin(x))/x^2")
def above_only(tree: Tree) -> Iterator[Tree]:
    """A factor that is cancelled above the bar is cancelled below it too."""
    if tree.head == "/" and tree.args[0].head == "+":
        for letter in names(tree.args[1]):
            shorter = [_without(term, name(letter)) for term in tree.args[0].args]
            if None not in shorter:
                yield divide(add(*(term for term in shorter if term is not None)), tree.args[1])


def _without(term: Tree, factor: Tree) -> Tree | None:
    """The term with this factor taken out, if it has it."""
    if term == factor:
        return number(1)
    if term.head == "neg":
        rest = _without(term.args[0], factor)
        return None if rest is None else negative(rest)
    if term.head == "*":
        for i, part in enumerate(term.args):
            if (short := _without(part, factor)) is not None:
                return multiply(*term.args[:i], short, *term.args[i + 1 :])
    if term.head == "^" and term.args[0] == factor and term.args[1].head == "number":
        return power(factor, number(Fraction(term.args[1].value) - 1))
    return None


@slip("fractions-added-crosswise", "fractions added top to top and bottom to bottom", "1/x+1/(x+2)", "2/(2*x+2)")
def mediant(tree: Tree) -> Iterator[Tree]:
    """Fractions are added over a common denominator; tops and bottoms cannot be added separately."""
    if tree.head == "+" and all(term.head == "/" for term in tree.args):
        yield divide(add(*(t.args[0] for t in tree.args)), add(*(t.args[1] for t in tree.args)))


@slip("fraction-split-below", "a fraction was split along its bottom", "6/(x+2)", "6/x+6/2")
def split_below(tree: Tree) -> Iterator[Tree]:
    """A sum above the bar can be split into two fractions, a sum below it cannot."""
    if tree.head == "/" and tree.args[1].head == "+":
        yield add(*(divide(tree.args[0], term) for term in tree.args[1].args))


@slip("power-of-a-product", "a power reached only one factor", "(2*x)^3", "2*x^3")
def power_of_product(tree: Tree) -> Iterator[Tree]:
    """A power of a product raises every factor."""
    if tree.head == "^" and tree.args[0].head == "*":
        *first, last = tree.args[0].args
        yield multiply(*first, power(last, tree.args[1]))


@slip("factor-drawn-into-a-power", "a factor was drawn into a power", "2*(x+3)^2", "(2*x+6)^2")
def factor_into_power(tree: Tree) -> Iterator[Tree]:
    """The power comes before the factor in front: inside, the factor would be raised too."""
    if tree.head == "*" and len(tree.args) > 1 and tree.args[-1].head == "^" and tree.args[-1].args[0].head == "+":
        *first, last = tree.args
        yield power(multiply(*first, last.args[0]), last.args[1])


@slip("exponents-multiplied", "exponents multiplied instead of added", "x^2*x^3", "x^6")
def exponents_multiplied(tree: Tree) -> Iterator[Tree]:
    """Multiplying powers of the same base adds their exponents; a power of a power multiplies them."""
    if (
        tree.head == "*"
        and len(tree.args) == 2
        and all(f.head == "^" for f in tree.args)
        and tree.args[0].args[0] == tree.args[1].args[0]
    ):
        yield power(tree.args[0].args[0], multiply(tree.args[0].args[1], tree.args[1].args[1]))
    if tree.head == "^" and tree.args[0].head == "^":
        yield power(tree.args[0].args[0], add(tree.args[0].args[1], tree.args[1]))


@slip("square-of-a-root", "a root and a square cancelled without bars", "sqrt(x^2)+1", "x+1")
def root_of_square(tree: Tree) -> Iterator[Tree]:
    """√(x²) is |x|: for negative x it is not x."""
    if tree.head == "sqrt" and tree.args[0].head == "^" and tree.args[0].args[1] == number(2):
        yield tree.args[0].args[0]


@slip("bars-dropped", "the bars of an absolute value were dropped", "abs(x-1)+2", "x+1", vague=-1)
def bars_dropped(tree: Tree) -> Iterator[Tree]:
    """|u| is u only where u is not negative; where it is, |u| is −u. Look at the two ranges one by one."""
    if tree.head == "abs":
        yield tree.args[0]


@slip("moved-without-its-sign", "a term kept its sign on the other side", "y = 2*x + 1", "y + 2*x = 1")
def moved(tree: Tree) -> Iterator[Tree]:
    """A term that goes to the other side of an equation changes its sign."""
    if tree.head == "=":
        for one, other in (tree.args, tree.args[::-1]):
            terms = one.args if one.head == "+" else (one,)
            for i, term in enumerate(terms):
                yield Tree("=", (add(*terms[:i], *terms[i + 1 :]), add(other, term)))


@slip("square-of-a-logarithm", "the square of a logarithm taken for the logarithm of a square", "ln(x)^2", "2*ln(x)")
def square_of_logarithm(tree: Tree) -> Iterator[Tree]:
    """An exponent comes down from inside a logarithm, not from outside."""
    if tree.head == "^" and tree.args[0].head == "ln":
        yield multiply(tree.args[1], tree.args[0])


@slip("exponential-squared", "the square of the argument taken for the square of the function", "sin(x)^2", "sin(x^2)")
def argument_squared(tree: Tree) -> Iterator[Tree]:
    """sin²x is (sin x)², the square of the value; it is not the sine of a square."""
    if tree.head == "^" and len(tree.args[0].args) == 1 and tree.args[0].head not in ("neg", "number", "sqrt"):
        yield Tree(tree.args[0].head, (power(tree.args[0].args[0], tree.args[1]),))


@slip("inverse-as-reciprocal", "an inverse function read as a reciprocal", "asin(x)", "1/sin(x)")
def inverse_as_reciprocal(tree: Tree) -> Iterator[Tree]:
    """The −1 in sin⁻¹ marks the inverse function; it is not an exponent."""
    if tree.head in ("asin", "acos", "atan"):
        yield divide(number(1), Tree(tree.head[1:], tree.args))


# Slips of the pen.


@slip("number-copied-wrongly", "a number was copied wrongly", "x^3+2*x", "x^3+3*x", vague=2)
def numbers(tree: Tree) -> Iterator[Tree]:
    """Everything fits if one number in the problem were another one: compare it with what you were given."""
    if tree.head == "number" and Fraction(tree.value).denominator == 1:
        yield from (number(int(tree.value) + k) for k in (1, -1, 2, -2) if int(tree.value) + k >= 0)


@slip("function-copied-wrongly", "a function was taken for another", "sin(x)+x", "cos(x)+x", vague=2)
def names_of_functions(tree: Tree) -> Iterator[Tree]:
    """Everything fits if one function in the problem were another one: compare it with what you were given."""
    yield from (Tree(other, tree.args) for other in CONFUSED.get(tree.head, ()))


CONFUSED = {"sin": ("cos", "sinh"), "cos": ("sin", "cosh"), "tan": ("cot",), "sinh": ("sin", "cosh"), "cosh": ("cos", "sinh"),
            "sqrt": ("ln",), "ln": ("sqrt",), "sec": ("csc",), "csc": ("sec",), "cot": ("tan",)}  # fmt: skip


@slip("sign-copied-wrongly", "a sign was copied wrongly", "x^2+3*x", "x^2-3*x", vague=2)
def signs(tree: Tree) -> Iterator[Tree]:
    """Everything fits if one sign in the problem were the other one: compare it with what you were given."""
    if tree.head == "+":
        for i, term in enumerate(tree.args):
            turned = term.args[0] if term.head == "neg" else negative(term)
            yield add(*tree.args[:i], turned, *tree.args[i + 1 :])
    elif tree.head == "neg":
        yield tree.args[0]
    elif tree.head == "^":
        yield power(tree.args[0], negative(tree.args[1]))


@slip("term-not-copied", "a term was left out", "x^3+2*x+1", "x^3+1", vague=2)
def dropped(tree: Tree) -> Iterator[Tree]:
    """Everything fits if one term of the problem were not there."""
    if tree.head == "+" and len(tree.args) > 1:
        for i in range(len(tree.args)):
            yield add(*tree.args[:i], *tree.args[i + 1 :])


@slip("variable-copied-wrongly", "a letter was taken for another", "x*y^2", "y*y^2", vague=2)
def letters(tree: Tree) -> Iterator[Tree]:
    """Everything fits if one letter in the problem were another one."""
    if tree.head == "*":
        found = names(tree)
        for i, factor in enumerate(tree.args):
            if factor.head == "name":
                for other in found:
                    if other != factor.value:
                        yield multiply(*tree.args[:i], name(other), *tree.args[i + 1 :])
