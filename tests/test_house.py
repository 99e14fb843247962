"""The house: imports only ever point up, and nothing heavy is loaded before it is needed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "calctutor"

ROOMS = (
    "errors",
    "notation",
    "steps",
    "rulebook",
    "balls",
    "rules",
    "mistakes",
    "application",
    "solver",
    "verify",
    "engines",
    "checking",
    "quiz",
    "blocks",
    "narrate",
    "render",
    "api",
    "cli",
)
"""From the top of the house to the bottom: a room may use those above it."""

WITHIN = {"notation.writing": "notation"}
NO_SYMPY = ("errors", "blocks", "steps", "rulebook", "balls", "verify", "narrate", "render", "cli")
"""Rooms that work without sympy."""


def _found():
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if name not in ("__init__", "__main__"):
            yield name, path


MODULES = list(_found())


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize(("name", "path"), MODULES, ids=lambda v: v if isinstance(v, str) else "")
def test_imports_point_up(name, path):
    here = ROOMS.index(name.split(".")[0])
    for module in _imported(path):
        if module.startswith("calctutor."):
            room = module.split(".")[1]
            assert ROOMS.index(room) <= here, f"{name} imports {module}, which is further down the house"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=lambda v: v if isinstance(v, str) else "")
def test_these_rooms_know_no_sympy(name, path):
    if name.split(".")[0] in NO_SYMPY or name in ("notation.reading", "notation.tokens", "notation.tree", "notation.limits"):
        assert not any(module.split(".")[0] == "sympy" for module in _imported(path))


HEAVY = ("sympy", "pydantic", "flint", "rich", "numpy", "prompt_toolkit")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        [],
        ["diff", "--help"],
        ["diff", "sinx"],
        ["diff", "x^2*y"],
        ["diff", "x", "--wtr", "x"],
        ["nonsense"],
        ["quiz", "--help"],
        ["quiz", "lint", "--help"],
        ["quiz", "take", "--help"],
        ["quiz", "new", "--help"],
        ["quiz", "import", "--help"],
        ["quiz", "export", "--help"],
        ["quiz", "practice", "--help"],
        ["quiz", "stats", "--help"],
        ["quiz", "grade", "--help"],
    ],
    ids=" ".join,
)
def test_nothing_heavy_is_loaded_for_help_and_errors(arguments):
    """Neither sympy nor pydantic, and no panels library: these answers must come at once."""
    program = (
        "import sys\nfrom calctutor.cli.app import run\nrun(sys.argv[1:])\n"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_the_parent_process_never_loads_sympy():
    program = (
        "import sys\nfrom calctutor.cli.app import run\ncode = run(sys.argv[1:])\n"
        "assert 'sympy' not in sys.modules\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program, "diff", "x^2"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2x" in done.stdout
