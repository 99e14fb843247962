"""How do people misremember the table of derivatives?

One row a confusion: the function, what was written for its derivative, an example where it is seen, and a sentence that helps.
Two more hold for every row of the table: the other sign, and no change at all.
"""

from __future__ import annotations

from calctutor.mistakes.book import Mistake, enter, saying
from calctutor.rules import derivative_table

TABLE = (
    # rule, id, false right side, title, sentence
    ("exp", "power-rule-on-exp", "x*e^(x-1)", "the power rule used on eˣ", "The power rule is for a variable in the base. Here it is in the exponent, and eˣ is its own derivative."),
    ("exp", "exp-slope-brought-down", "x*e^x", "the exponent of eˣ brought down", "An exponent comes down only where the base is the variable. eˣ is its own derivative."),
    ("ln", "ln-slope-is-exp", "e^x", "ln taken for its inverse", "eˣ undoes ln; it is not its slope. The graph of ln gets flatter and flatter."),
    ("ln", "ln-one-over-ln", "1/ln(x)", "one over the logarithm", "The slope of ln at a place is 1 over that place, not 1 over the logarithm."),
    ("ln", "ln-inverse-square", "-1/x^2", "differentiated twice", "That is the second derivative of ln."),
    ("sin", "sign-of-sin", "-cos(x)", "sin differentiated with a minus", "At 0 the sine goes up, so its slope there is positive. The minus belongs to the cosine."),
    ("cos", "sign-of-cos", "sin(x)", "cos differentiated without its minus", "Just right of 0 the cosine goes down, so its slope there is negative."),
    ("cos", "cos-unchanged", "-cos(x)", "cos turned into minus cos", "Differentiating turns cos into sin (with a sign), not into itself."),
    ("tan", "tan-sec", "sec(x)", "tan′ without its square", "Write tan as sin over cos and use the quotient rule: the cosine is squared below."),
    ("tan", "tan-sec-tan", "sec(x)*tan(x)", "the derivative of sec used for tan", "sec times tan is the derivative of sec. Write tan as sin over cos."),
    ("tan", "tan-minus", "-sec(x)^2", "tan differentiated with a minus", "tan rises wherever it is defined: its slope is positive. The minus belongs to cot."),
    ("tan", "tan-csc", "-csc(x)^2", "the derivative of cot used for tan", "−csc² is the derivative of cot."),
    ("tan", "tan-cot", "cot(x)", "tan turned into cot", "sin and cos go into one another when they are differentiated; tan and cot do not."),
    ("cot", "cot-plus", "csc(x)^2", "cot differentiated without its minus", "cot falls wherever it is defined: its slope is negative."),
    ("cot", "cot-sec", "sec(x)^2", "the derivative of tan used for cot", "sec² is the derivative of tan."),
    ("cot", "cot-csc", "-csc(x)", "cot′ without its square", "Write cot as cos over sin and use the quotient rule: the sine is squared below."),
    ("sec", "sec-tan-squared", "tan(x)^2", "sec taken for something else", "Write sec as 1 over cos: the derivative is sin over cos²."),
    ("sec", "sec-squared", "sec(x)^2", "the derivative of tan used for sec", "sec² is the derivative of tan. Write sec as 1 over cos."),
    ("sec", "sec-minus", "-sec(x)*tan(x)", "sec differentiated with a minus", "The minus belongs to csc: just right of 0, sec goes up."),
    ("csc", "csc-plus", "csc(x)*cot(x)", "csc differentiated without its minus", "Just right of 0, csc falls from +∞: its slope there is negative."),
    ("csc", "csc-squared", "-csc(x)^2", "the derivative of cot used for csc", "−csc² is the derivative of cot. Write csc as 1 over sin."),
    ("arcsin", "arcsin-as-reciprocal", "-cos(x)/sin(x)^2", "sin⁻¹ read as 1/sin", "sin⁻¹ is the arcsine here, the inverse function of sin, and not 1/sin."),
    ("arcsin", "arcsin-plus", "1/sqrt(1 + x^2)", "a plus under the root", "cos y is √(1 − sin² y): under the root stands a minus. With a plus it is the derivative of arsinh."),
    ("arcsin", "arcsin-root-lost", "1/(1 - x^2)", "the root is lost", "In the derivative of arcsin there is a square root below."),
    ("arcsin", "arcsin-minus", "-1/sqrt(1 - x^2)", "the derivative of arccos used for arcsin", "arcsin goes up from −1 to 1: its slope is positive."),
    ("arcsin", "arcsin-arccos", "acos(x)", "arcsin turned into arccos", "sin and cos go into one another when they are differentiated; their inverses do not."),
    ("arcsin", "arcsin-as-arctan", "1/(1 + x^2)", "the derivative of arctan used for arcsin", "1/(1 + x²) belongs to the arctangent. Differentiate sin y = x to find this one."),
    ("arccos", "arccos-as-arctan", "-1/(1 + x^2)", "the derivative of arccot used for arccos", "Differentiate cos y = x to find this one: sin y becomes a root."),
    ("arccos", "arccos-sign", "1/sqrt(1 - x^2)", "arccos differentiated without its minus", "arccos goes down from −1 to 1: its slope is negative."),
    ("arccos", "arccos-as-reciprocal", "sin(x)/cos(x)^2", "cos⁻¹ read as 1/cos", "cos⁻¹ is the arccosine here, the inverse function of cos, and not 1/cos."),
    ("arctan", "arctan-minus", "1/(1 - x^2)", "a minus below", "1/sec² y is 1/(1 + tan² y): below stands a plus. With a minus it is the derivative of artanh."),
    ("arctan", "arctan-root", "1/sqrt(1 + x^2)", "a root too many", "In the derivative of arctan there is no root. With the root it is the derivative of arsinh."),
    ("arctan", "arctan-as-arcsin", "1/sqrt(1 - x^2)", "the derivative of arcsin used for arctan", "The root belongs to the arcsine. Differentiate tan y = x to find this one."),
    ("arctan", "arctan-as-reciprocal", "-sec(x)^2/tan(x)^2", "tan⁻¹ read as 1/tan", "tan⁻¹ is the arctangent here, the inverse function of tan, and not 1/tan."),
    ("sinh", "sinh-minus", "-cosh(x)", "sinh differentiated with a minus", "The hyperbolic functions have no minus here: sinh goes up everywhere."),
    ("cosh", "cosh-minus", "-sinh(x)", "cosh differentiated like cos", "Unlike cos, cosh goes up right of 0: there is no minus."),
    ("tanh", "tanh-sech", "sech(x)", "tanh′ without its square", "Write tanh as sinh over cosh: below, cosh is squared."),
    ("tanh", "tanh-plus", "1 + tanh(x)^2", "a plus in tanh′", "cosh² − sinh² is 1, so the derivative of tanh is 1 − tanh²: it is never more than 1."),
    ("tanh", "tanh-minus", "-sech(x)^2", "tanh differentiated with a minus", "tanh goes up everywhere: its slope is positive."),
    ("sigmoid", "sigmoid-one-minus", "1 - sigmoid(x)", "a factor of σ′ is missing", "The slope of σ dies away on both sides, so both σ and 1 − σ must be factors of it."),
    ("sigmoid", "sigmoid-squared", "sigmoid(x)^2", "σ′ taken for σ²", "σ² does not go to 0 on the right, where σ is level."),
    ("sigmoid", "sigmoid-plus", "sigmoid(x)*(1 + sigmoid(x))", "a plus in σ′", "The slope of σ dies away where σ is close to 1: which factor does that?"),
    ("softplus", "softplus-exp", "e^x", "the derivative of the inside alone", "softplus is a logarithm: what it holds stands below."),
)  # fmt: skip

BASES = (
    ("exponential-with-base-a", "power-rule-on-an-exponential", "x*a^(x-1)", "the power rule used on an exponential", "2^x", "x*2^(x-1)",
     "The variable is in the exponent, so the power rule does not fit: a power rule needs a constant exponent."),
    ("exponential-with-base-a", "ln-of-the-base-forgotten", "a^x", "the factor ln a is missing", "2^x", "2^x",
     "Only the exponential with base e is its own derivative. With base {a} there is a factor more: write {a} as a power of e."),
    ("exponential-with-base-a", "divided-by-ln-of-the-base", "a^x/ln(a)", "divided by ln a", "2^x", "2^x/ln(2)",
     "Dividing by ln {a} belongs to integration; when differentiating it is a factor."),
    ("exponential-with-base-a", "ln-of-the-variable", "a^x*ln(x)", "ln of the variable instead of the base", "2^x", "2^x*ln(x)",
     "The factor is the logarithm of the base, a number."),
    ("exponential-with-base-a", "times-the-base", "a^x*a", "multiplied by the base", "3^x", "3*3^x",
     "The factor is the logarithm of the base, not the base."),
    ("logarithm-with-base-a", "ln-of-the-base-forgotten-below", "1/x", "the factor ln a is missing below", "log(x, 10)", "1/x",
     "Only the natural logarithm has the slope 1/x. Write this one as ln x over ln {a}."),
    ("logarithm-with-base-a", "ln-of-the-base-above", "ln(a)/x", "ln a above instead of below", "log(x, 10)", "ln(10)/x",
     "The logarithm with base {a} is ln x divided by ln {a}: that constant stays below."),
)  # fmt: skip

_FUNCTIONS = {row[0]: row[1] for row in derivative_table.TABLE}
_EVERY = tuple(
    f"derivative-of-{title.lower().replace('eˣ', 'exp').replace('|x|', '-abs').replace(' ', '-')}" for title in _FUNCTIONS
)


def _function(title: str) -> str:
    return _FUNCTIONS["eˣ" if title == "exp" else title]


LIKELY = ("sign-of-cos",)
"""Told before the others that explain an answer: a minus that belongs there is lost more often than one is made up."""

for _title, _id, _false, _name, _text in TABLE:
    _rules, _vague = (f"derivative-of-{_title}",), -int(_id in LIKELY)
    enter(Mistake(_id, _name, _text, "diff", _function(_title), _false, _rules, saying(_false), _vague))

for _rule, _id, _false, _name, _question, _wrong, _text in BASES:
    enter(Mistake(_id, _name, _text, "diff", _question, _wrong, (_rule,), saying(_false)))

enter(Mistake(
    "function-not-differentiated", "a function was left as it is",
    "{f} has not been differentiated: it stands in your answer as it stood in the problem.",
    "diff", "x^2 + sin(x)", "2*x + sin(x)", _EVERY, saying("f"), vague=1,
))  # fmt: skip
