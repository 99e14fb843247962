"""How is a check written again, so that it can be typed once more with another option?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctutor.checking.tasks import Options, Task


def again(task: Task, answer: str, options: Options) -> str:
    """The same command, asking for the solution."""
    given = {
        "--wrt": options.wrt, "--at": options.at, "--of": options.of, "--from": options.below, "--to": options.above,
        "--rate": options.rate, "--direction": options.direction, "--side": options.side, "--form": options.form,
        "--what": options.what, "--on": options.on, "--between": options.between, "--expect": options.expect,
        "--quantile": options.quantile, "--transform": options.transform, "--data": options.data,
    }  # fmt: skip
    said = [f"{key} {_quoted(value, always=False)}" for key, value in given.items() if value]
    said += [f"--with {_quoted(inside)}" for inside in options.inner]
    said += [f"--order {options.order}"] if options.order != 1 else []
    said += [f"--assume {_quoted(given)}" for given in options.assume]
    said += ["--discrete"] if options.discrete else []
    said += ["--strict"] if options.strict else []
    return " ".join(["calctutor check", task.kind, _quoted(task.typed), _quoted(answer), *said, "--show-solution"])


def _quoted(text: str, always: bool = True) -> str:
    """As a shell takes it for one word; in double quotes, which read best, where nothing in it means more there."""
    if not always and text.replace(",", "").replace("=", "").replace(".", "").replace("-", "").isalnum():
        return text
    return f'"{text}"' if not set(text) & set('"$`\\!') else "'" + text.replace("'", "'\\''") + "'"
