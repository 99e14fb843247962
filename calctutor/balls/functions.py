"""What is each function of the vocabulary on a ball, on a power series and on a complex ball, and where is it real?

One row a function. `value` takes `arb`s, `series` takes `arb`s or `arb_series` (at least one of them a series), `complex` a
flag and `acb`s: with the flag on, a result that is not finite says "not analytic on this set", as `acb.integral` wants it.
`margins` are the quantities that must be positive for the function to be real (or may be zero, where `closed`); `kinks` are the
quantities at whose zeros a real function bends or jumps. Series that python-flint lacks are composed from those it has through
the defining formula (arsinh u = ln(u + sqrt(u^2 + 1))), never through a formula for the derivative that a rule could share.

Source of the special functions: Arb (https://flintlib.org), whose balls are rigorous enclosures.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from flint import acb, arb, arb_series, ctx, fmpq

from calctutor.balls.outcomes import Precision

Margins = Callable[..., tuple[Any, ...]]


class Row(NamedTuple):
    value: Callable[..., Any]
    series: Callable[..., Any]
    complex: Callable[..., Any]
    margins: Margins | None = None
    closed: bool = False
    kinks: Margins | None = None


def constant_term(u: Any) -> Any:
    """The value of a series at its point; a ball is its own."""
    return u[0] if type(u) is arb_series else u


def _either(value: Callable[[Any], Any], series: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: series(u) if type(u) is arb_series else value(u)


def _cut(analytic: bool, inside: bool, result: Any) -> Any:
    """`result`, unless it must be analytic and its argument is not clear of a branch cut."""
    return acb("nan") if analytic and not inside else result


def _native(name: str, margins: Margins | None = None, closed: bool = False) -> Row:
    """All three kinds are methods of python-flint, and the function is meromorphic."""
    value, on_complex = getattr(arb, name), getattr(acb, name)
    return Row(value, _either(value, getattr(arb_series, name)), lambda _, z: on_complex(z), margins, closed)


def _composed(name: str, series: Callable[[Any], Any], margins: Margins | None = None, closed: bool = False) -> Row:
    """Balls have a method of their own, series are composed; meromorphic."""
    value, on_complex = getattr(arb, name), getattr(acb, name)
    return Row(value, _either(value, series), lambda _, z: on_complex(z), margins, closed)


def _formula(f: Callable[[Any], Any], margins: Margins | None = None, closed: bool = False) -> Row:
    """One formula serves balls, series and complex balls; meromorphic."""
    return Row(f, f, lambda _, z: f(z), margins, closed)


def _branched(
    value: Callable[..., Any],
    series: Callable[..., Any],
    on_complex: Callable[..., Any],
    margins: Margins,
    closed: bool = False,
) -> Row:
    return Row(value, _either(value, series), on_complex, margins, closed)


# Arithmetic -------------------------------------------------------------------------------------------------


def _divided(a: Any, b: Any) -> Any:
    """Refuses 0/0 even where the series would still divide: x/x has no value at 0."""
    if constant_term(b).contains(0):
        raise ZeroDivisionError
    return a / b


def nonzero(*args: Any) -> tuple[Any, ...]:
    """The margin of a pole at 0."""
    return (abs(args[-1]),)


def _positive(u: Any) -> tuple[Any, ...]:
    return (u,)


def integer_power(n: int) -> Row:
    """u^n for an integer n."""
    f: Callable[[Any], Any]
    if n == 2:
        f = _square
    elif n == 0:
        f = _one_where_defined
    else:
        f = lambda u: u**n  # noqa: E731
    return Row(f, f, lambda _, z: f(z), nonzero if n < 0 else None)


def _square(u: Any) -> Any:
    return u * u


def _one_where_defined(u: Any) -> Any:
    return u * 0 + 1


def rational_power(exponent: fmpq) -> Row:
    """u^(p/q), q > 1: real for u > 0, and 0 at 0 when p > 0."""
    f = lambda u: u**exponent  # noqa: E731
    number = arb(exponent)
    return Row(f, f, lambda analytic, z: z.pow(acb(number), analytic=analytic), _positive, exponent > 0)


def general_power(base: Any, exponent: Any) -> Any:
    """b^y for an exponent that varies: exp(y ln b), so b > 0 (or b = 0 < y)."""
    b, y = constant_term(base), constant_term(exponent)
    if b > 0:
        return (exponent * base.log()).exp()
    return arb(0) if b.is_zero() and y > 0 and type(base) is arb and type(exponent) is arb else arb.nan()


POWER = Row(general_power, general_power, lambda analytic, b, y: (y * b.log(analytic=analytic)).exp(), lambda b, _: (b,), False)


def odd_root(n: int) -> Row:
    """The real n-th root for an odd n, defined for negative numbers too."""
    exponent = fmpq(1, n)

    def value(u: Any) -> Any:
        if u > 0:
            return u**exponent
        if u < 0:
            return -((-u) ** exponent)
        bound = abs(u).upper() ** exponent
        return arb(0) if u.is_zero() else arb(0, bound.upper())

    def series(u: Any) -> Any:
        side = _decided(constant_term(u))
        return side * (side * u) ** exponent

    def on_complex(analytic: bool, z: Any) -> Any:
        side = 1 if z.real > 0 else -1 if z.real < 0 else 0
        whole = acb(value(z.real)) if not analytic and z.imag.is_zero() else acb("nan")
        return side * (side * z).pow(acb(arb(exponent)), analytic=analytic) if side else whole

    return Row(value, _either(value, series), on_complex, None, False, lambda u: (u,))


# Functions that bend or jump --------------------------------------------------------------------------------


def _decided(u: Any) -> int:
    """The sign of a ball that is clear of 0. Raises ValueError otherwise, for `programs` to find out why."""
    if u > 0:
        return 1
    if u < 0:
        return -1
    raise ValueError("on a kink")


def _sign(u: Any) -> Any:
    return arb(0) if u.is_zero() else arb(_decided(u))


def _step(u: Any) -> Any:
    return (1 + _sign(u)) / 2


def _floor(u: Any) -> Any:
    """Refuses a ball that reaches over an integer."""
    whole = u.floor().unique_fmpz()
    if whole is None:
        raise ValueError("on a jump")
    return arb(whole)


def _smooth_floor(u: Any) -> Any:
    """The floor where it is constant: an integer is a jump."""
    if constant_term(u).contains_integer():
        raise ValueError("on a jump")
    return _floor(constant_term(u))


def _maximum(a: Any, b: Any) -> Any:
    return a if _decided(constant_term(a) - constant_term(b)) > 0 else b


def _minimum(a: Any, b: Any) -> Any:
    return b if _decided(constant_term(a) - constant_term(b)) > 0 else a


def _itself(u: Any) -> tuple[Any, ...]:
    return (u,)


def _difference(a: Any, b: Any) -> tuple[Any, ...]:
    return (a - b,)


def _integers(u: Any) -> tuple[Any, ...]:
    nearest = (u + 0.5).mid().floor().unique_fmpz() if u.is_finite() else None
    return (u,) if nearest is None else (u, u - nearest)


_BENT = {
    "abs": Row(abs, lambda u: _decided(constant_term(u)) * u, lambda a, z: z.real_abs(analytic=a), kinks=_itself),
    "sign": Row(_sign, lambda u: arb(_decided(constant_term(u))), lambda a, z: z.real_sgn(analytic=a), kinks=_itself),
    "heaviside": Row(
        _step, lambda u: (1 + arb(_decided(constant_term(u)))) / 2, lambda a, z: z.real_heaviside(analytic=a), kinks=_itself
    ),
    "relu": Row(
        lambda u: u.max(arb(0)),
        lambda u: u if _decided(constant_term(u)) > 0 else arb(0),
        lambda a, z: z.real_max(acb(0), analytic=a),
        kinks=_itself,
    ),
    "floor": Row(_floor, _smooth_floor, lambda a, z: z.real_floor(analytic=a), kinks=_integers),
    "ceil": Row(lambda u: -_floor(-u), lambda u: -_smooth_floor(-u), lambda a, z: z.real_ceil(analytic=a), kinks=_integers),
    "max": Row(arb.max, _maximum, lambda a, z, w: z.real_max(w, analytic=a), kinks=_difference),
    "min": Row(arb.min, _minimum, lambda a, z, w: z.real_min(w, analytic=a), kinks=_difference),
}

# Logarithms, inverse functions ------------------------------------------------------------------------------


def _arsinh(u: Any) -> Any:
    side = 1 if constant_term(u) >= 0 else -1  # so that nothing cancels
    u = side * u
    return side * (u + (u * u + 1).sqrt()).log()


def _arcosh(u: Any) -> Any:
    return (u + ((u - 1) * (u + 1)).sqrt()).log()


def _artanh(u: Any) -> Any:
    return ((1 + u) / (1 - u)).log() / 2


def _complex_arsinh(a: bool, z: Any) -> Any:
    return (z + (z * z + 1).sqrt(analytic=a)).log(analytic=a)


def _complex_arcosh(a: bool, z: Any) -> Any:
    return (z + (z - 1).sqrt(analytic=a) * (z + 1).sqrt(analytic=a)).log(analytic=a)


def _complex_artanh(a: bool, z: Any) -> Any:
    return ((1 + z).log(analytic=a) - (1 - z).log(analytic=a)) / 2


def _complex_arctan(a: bool, z: Any) -> Any:
    return -acb(0, 1) * _complex_artanh(a, acb(0, 1) * z)


def _complex_arcsin(a: bool, z: Any) -> Any:
    return -acb(0, 1) * _complex_arsinh(a, acb(0, 1) * z)


def _complex_arccos(a: bool, z: Any) -> Any:
    return acb(arb.pi() / 2) - _complex_arcsin(a, z)


def _within_one(u: Any) -> tuple[Any, ...]:
    return 1 - u, 1 + u


def _beyond_one(u: Any) -> tuple[Any, ...]:
    return (abs(u) - 1,)


def _of_inverse(row: Row, margins: Margins, closed: bool) -> Row:
    """f(1/u), as arcsec u = arccos(1/u)."""
    return Row(lambda u: row.value(1 / u), lambda u: row.series(1 / u), lambda a, z: row.complex(a, 1 / z), margins, closed)


_ARCCOS = _branched(arb.acos, arb_series.acos, _complex_arccos, _within_one, True)
_ARCSIN = _branched(arb.asin, arb_series.asin, _complex_arcsin, _within_one, True)
_ARCTAN = Row(arb.atan, _either(arb.atan, arb_series.atan), _complex_arctan)
_ARSINH = Row(arb.asinh, _either(arb.asinh, _arsinh), _complex_arsinh)
_ARCOSH = _branched(arb.acosh, _arcosh, _complex_arcosh, lambda u: (u - 1,), True)
_ARTANH = _branched(arb.atanh, _artanh, _complex_artanh, _within_one)


def _logarithm(x: Any, base: Any) -> Any:
    return x.log() / base.log()


def _log_sum_exp(*args: Any) -> Any:
    return sum((u.exp() for u in args[1:]), args[0].exp()).log()


_INVERSE = {
    "ln": _branched(arb.log, arb_series.log, lambda a, z: z.log(analytic=a), _positive),
    "log": Row(
        _logarithm,
        _logarithm,
        lambda a, z, b: z.log(analytic=a) / b.log(analytic=a),
        lambda x, base: (x, base, abs(base - 1)),
    ),
    "sqrt": _branched(arb.sqrt, arb_series.sqrt, lambda a, z: z.sqrt(analytic=a), _positive, True),
    "asin": _ARCSIN,
    "acos": _ARCCOS,
    "atan": _ARCTAN,
    "acot": _of_inverse(_ARCTAN, nonzero, False),
    "asec": _of_inverse(_ARCCOS, _beyond_one, True),
    "acsc": _of_inverse(_ARCSIN, _beyond_one, True),
    "asinh": _ARSINH,
    "acosh": _ARCOSH,
    "atanh": _ARTANH,
    "acoth": _of_inverse(_ARTANH, _beyond_one, False),
    "asech": _of_inverse(_ARCOSH, lambda u: (u, 1 - u), True),
    "acsch": _of_inverse(_ARSINH, nonzero, False),
    "softplus": Row(lambda u: (1 + u.exp()).log(), lambda u: (1 + u.exp()).log(), lambda a, z: (1 + z.exp()).log(analytic=a)),
    "logsumexp": Row(_log_sum_exp, _log_sum_exp, lambda a, *z: sum((w.exp() for w in z), acb(0)).log(analytic=a)),
}


def _arctan2(y: Any, x: Any) -> Any:
    """The angle of (x, y), in (-pi, pi], from arctan of the smaller slope."""
    level, side = constant_term(y), constant_term(x)
    if side > 0:
        return _ARCTAN.series(y / x)
    return arb.pi() / 2 * _decided(level) - _ARCTAN.series(x / y)


# Special functions ------------------------------------------------------------------------------------------


def _at(taylor: Callable[[Any, int], Any], u: Any) -> Any:
    """h(u(t)), from the Taylor series of h at u(0)."""
    return taylor(u[0], ctx.cap)(arb_series([arb(0), *u.coeffs()[1:]]))


def _digamma(u0: Any, length: int) -> Any:
    """psi = gamma'/gamma, as psi is defined."""
    with Precision(length=length + 1):
        gamma = arb_series([u0, 1]).gamma()
        return gamma.derivative() / gamma


def _gamma_pole(u: Any) -> tuple[Any, ...]:
    """0 at 0, -1, -2, ..., positive elsewhere."""
    return (arb(1),) if u > 0 or not u.is_integer() else (arb(0),)


def _polylog(s: Any, z: Any) -> Any:
    """Li_s(z) by z Li_s'(z) = Li_(s-1)(z), which its power series says, down to the constant term."""
    if type(s) is arb_series:
        raise NotImplementedError
    constant = z[0].polylog(s)
    if ctx.cap == 1:
        return arb_series([constant])
    with Precision(length=ctx.cap - 1):
        below = _polylog(s - 1, arb_series(z.coeffs()))
        slope = below * z.derivative() / arb_series(z.coeffs())
    coefficients = slope.coeffs()
    return arb_series([constant, *(c / (k + 1) for k, c in enumerate(coefficients))])


def _binomial(n: Any, k: Any) -> Any:
    """Gamma(n+1) / (Gamma(k+1) Gamma(n-k+1))."""
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _beta(a: Any, b: Any) -> Any:
    return a.gamma() * b.gamma() * (a + b).rgamma()


def _fixed(*args: Any) -> None:
    """Refuses a series where only a number is known how to take."""
    if any(type(u) is arb_series for u in args):
        raise NotImplementedError


def _lower_gamma(s: Any, x: Any) -> Any:
    _fixed(s)
    return arb_series.gamma_lower(s, _away_from_0(x))


def _upper_gamma(s: Any, x: Any) -> Any:
    _fixed(s)
    return arb_series.gamma_upper(s, _away_from_0(x))


def _away_from_0(x: Any) -> Any:
    """x^s has no power series at 0, and what is expanded there anyway is not the function."""
    if constant_term(x).contains(0):
        raise ZeroDivisionError
    return x


def _real(z: Any) -> Any:
    return z.real if z.imag.contains(0) else arb.nan()


def _grown(start: Any, integrand: Any, phi: Any) -> Any:
    """start + the integral of integrand(phi) d phi: a function that is defined by its integral, along phi(t)."""
    with Precision(length=max(1, ctx.cap - 1)):
        slope = integrand * phi.derivative()
    tail = (c / (k + 1) for k, c in enumerate(slope.coeffs()))
    return arb_series([start, *tail])


def _clausen(u: Any) -> Any:
    """Im Li₂(e^(iu))"""
    return (acb(0, 1) * acb(u)).exp().polylog(2).imag


def _clausen_series(u: Any) -> Any:
    """By its definition, minus the integral of ln|2 sin(t/2)|."""
    s = 2 * (u / 2).sin()
    return _grown(_clausen(u[0]), -(s * s).log() / 2, u)


def _inverse_tangent_integral(u: Any) -> Any:
    """Im Li₂(iu)"""
    return (acb(0, 1) * acb(u)).polylog(2).imag


def _on_complex_tangent(analytic: bool, z: Any) -> Any:
    i = acb(0, 1)
    return _cut(analytic, abs(z.imag) < 1, ((i * z).polylog(2) - (-i * z).polylog(2)) / (2 * i))


def _elliptic_f(phi: Any, m: Any) -> Any:
    _fixed(m)
    s = phi.sin()
    return _grown(_real(acb.elliptic_f(acb(phi[0]), acb(m))), 1 / (1 - m * s * s).sqrt(), phi)


def _elliptic_e_value(phi: Any, m: Any = None) -> Any:
    """E(φ | m); with one argument the complete integral E(m)."""
    return _real(acb(phi).elliptic_e() if m is None else acb.elliptic_e_inc(acb(phi), acb(m)))


def _elliptic_e(phi: Any, m: Any) -> Any:
    _fixed(m)
    s = phi.sin()
    return _grown(_real(acb.elliptic_e_inc(acb(phi[0]), acb(m))), (1 - m * s * s).sqrt(), phi)


def _elliptic_pi(n: Any, phi: Any, m: Any) -> Any:
    _fixed(n, m)
    s2 = phi.sin() * phi.sin()
    start = _real(acb.elliptic_pi_inc(acb(n), acb(phi[0]), acb(m)))
    return _grown(start, 1 / ((1 - n * s2) * (1 - m * s2).sqrt()), phi)


def _no_series(*_: Any) -> Any:
    raise NotImplementedError


def _not_analytic(*_: Any) -> Any:
    return acb("nan")


def _right_half(name: str, margins: Margins, closed: bool = False, least: float = 0, series: str | None = None) -> Row:
    """A function of Arb's with a branch cut that stays left of `least`."""
    value, on_complex = getattr(arb, name), getattr(acb, name)
    return _branched(
        value,
        getattr(arb_series, series or name),
        lambda a, z: _cut(a, z.real > least, on_complex(z)),
        margins,
        closed,
    )


_SPECIAL = {
    "erf": _native("erf"),
    "erfc": _native("erfc"),
    "erfi": _native("erfi"),
    "gamma": _native("gamma", _gamma_pole),
    "loggamma": _right_half("lgamma", _positive),
    "digamma": _composed("digamma", lambda u: _at(_digamma, u), _gamma_pole),
    "!": _formula(lambda u: (u + 1).gamma(), lambda u: _gamma_pole(u + 1)),
    "binomial": Row(_binomial, _binomial, lambda _, n, k: _binomial(n, k)),
    "beta": Row(_beta, _beta, lambda _, a, b: _beta(a, b), lambda a, b: _gamma_pole(a) + _gamma_pole(b)),
    "atan2": Row(arb.atan2, _arctan2, _not_analytic, lambda y, x: (abs(y) + abs(x),), False, lambda y, x: (y, x)),
    "Ei": _right_half("ei", nonzero),
    "li": _right_half("li", lambda u: (u, abs(u - 1)), False, 1),
    "Si": _native("si"),
    "Ci": _right_half("ci", _positive),
    "Shi": _native("shi"),
    "Chi": _right_half("chi", _positive),
    "fresnels": _native("fresnel_s"),
    "fresnelc": _native("fresnel_c"),
    "lambertw": _right_half("lambertw", lambda u: (u + (-arb(1)).exp(),), True, -0.36),
    "zeta": _native("zeta", lambda u: (abs(u - 1),)),
    "Cl2": Row(_clausen, _clausen_series, _not_analytic),
    "Ti2": _branched(
        _inverse_tangent_integral,
        lambda u: _grown(_inverse_tangent_integral(u[0]), _divided(u.atan(), u), u),
        _on_complex_tangent,
        lambda _: (arb(1),),
    ),
    "polylog": Row(
        lambda s, z: z.polylog(s),
        lambda s, z: _polylog(s, z),
        lambda a, s, z: _cut(a, z.real < 1, z.polylog(s)),
        lambda _, z: (1 - z,),
        True,
    ),
    "lowergamma": Row(lambda s, x: x.gamma_lower(s), _lower_gamma, _not_analytic, lambda _, x: (x,), True),
    "uppergamma": Row(lambda s, x: x.gamma_upper(s), _upper_gamma, _not_analytic, lambda _, x: (x,), True),
    "elliptic_f": Row(lambda z, m: _real(acb.elliptic_f(acb(z), acb(m))), _elliptic_f, _not_analytic),
    "elliptic_e": Row(_elliptic_e_value, _elliptic_e, _not_analytic),
    "elliptic_pi": Row(lambda n, z, m: _real(acb.elliptic_pi_inc(acb(n), acb(z), acb(m))), _elliptic_pi, _not_analytic),
    "elliptic_k": Row(lambda m: _real(acb(m).elliptic_k()), _no_series, _not_analytic, lambda m: (1 - m,)),
}

# The whole vocabulary ---------------------------------------------------------------------------------------


def _sinh(u: Any) -> Any:
    return (u.exp() - (-u).exp()) / 2


def _cosh(u: Any) -> Any:
    return (u.exp() + (-u).exp()) / 2


def _tanh(u: Any) -> Any:
    return 1 - 2 / ((2 * u).exp() + 1)


FUNCTIONS: dict[str, Row] = {
    "+": Row(operator.add, operator.add, lambda _, z, w: z + w),
    "*": Row(operator.mul, operator.mul, lambda _, z, w: z * w),
    "/": Row(operator.truediv, _divided, lambda _, z, w: z / w, nonzero),
    "neg": Row(operator.neg, operator.neg, lambda _, z: -z),
    "exp": _native("exp"),
    "sin": _native("sin"),
    "cos": _native("cos"),
    "tan": _native("tan"),
    "cot": _composed("cot", lambda u: u.cos() / u.sin(), nonzero),
    "sec": _composed("sec", lambda u: 1 / u.cos()),
    "csc": _composed("csc", lambda u: 1 / u.sin(), nonzero),
    "sinh": _composed("sinh", _sinh),
    "cosh": _composed("cosh", _cosh),
    "tanh": _composed("tanh", _tanh),
    "coth": _composed("coth", lambda u: 1 + 2 / ((2 * u).exp() - 1), nonzero),
    "sech": _composed("sech", lambda u: 1 / _cosh(u)),
    "csch": _composed("csch", lambda u: 1 / _sinh(u), nonzero),
    "sigmoid": _formula(lambda u: 1 / (1 + (-u).exp())),
    **_BENT,
    **_INVERSE,
    **_SPECIAL,
}
"""Canonical head -> what it is on balls. Powers, roots and `piecewise` are made to measure in `programs`."""

SAMPLED = {"elliptic_k", "polylog", "lowergamma", "uppergamma"}
"""Functions whose series, in some argument, can only be had from their values."""

TAME = {
    "+", "*", "/", "neg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "sigmoid", "erf", "erfc", "erfi", "gamma", "digamma", "!", "Si", "Shi", "fresnels", "fresnelc", "zeta", "binomial", "beta",
}  # fmt: skip
"""Meromorphic on the whole plane: two such functions that agree on one interval agree on every other."""
