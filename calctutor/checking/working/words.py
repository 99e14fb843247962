"""Which words does a person say while working?"""

from __future__ import annotations

_JOINING = """
    so then hence thus therefore and where with when while giving gives implies means that which is as since because now
    also consequently whence ergo if but
"""
JOINING = frozenset(_JOINING.split())
"""Words between two statements."""

_SAID = """
    max min local global absolute relative
    let set put take choose call define denote write note recall use using used apply applying applied by via we get got
    have has obtain obtained find found see know need want integrate integrating differentiate differentiating compute
    computing calculate evaluate evaluating simplify simplifying simplified substitute substituting substitution plug
    plugging factor factoring factorise factorize expand expanding collect collecting cancel cancelling rearrange
    rearranging solve solving solved divide dividing multiply multiplying both sides side of the our this these it its there
    are be will can product quotient chain power sum difference constant rule rules parts formula identity theorem law
    method integration derivative derivatives integral integrals antiderivative limit limits gradient hessian partial
    partials function functions equation equations step steps answer ans final result solution given task problem question
    proof check back into again first second third next last finally line lines term terms respect wrt variable treat
    treated treating held const constants same other only here inside outside inner outer bounds bound new old change
    changing hopital hopitals lhopital lhopitals hospital form indeterminate squeeze fundamental ftc trig trigonometric
    pythagorean double angle half linearity linear common denominator numerator fraction fractions critical point points
    minimum maximum saddle stationary extremum extrema constraint subject lagrange multiplier multipliers system descent
    iteration iterations rate learning start starting update rounding rounded approximately about value values general
    arbitrary every each all yes no ok okay done qed easy obviously clearly must should equal equals hand right left hence
    one two three show shown prove required evaluated minimise minimize maximise maximize because determine suppose assume
    assuming positive negative real number numbers any some for on at an after before rid moving over minus plus sign oops
    mistake corrected i.e e.g ie eg area areas volume region enclosed bounded curve curves surface tangent normal
    through direction directional vector vectors unit length magnitude norm boxed scratch check sketch table newton
    newtons heading radius height distance speed velocity increasing decreasing expression numerically roughly exactly
    directly first-order between does do did how what fast long high wide deep moves grows growing grow changes
    shrinks increases decreases into onto out off away towards against past per always each seconds time moment
    instant near
"""
SAID = frozenset(_SAID.split()) | JOINING
"""Words that a person says while working."""

_NEVER = """
    i a x y z to from int lim log exp sin cos tan ln sec csc cot diff sqrt e d c
"""
NEVER = frozenset(_NEVER.split())
GREEK = frozenset(["alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "kappa", "sigma", "omega"])
