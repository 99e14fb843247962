"""Is a quiz file fit to be given to students?

Its sample answers are run, and every question is drawn with many seeds, worked and judged, in processes that can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from difflib import get_close_matches

from calctutor.errors import StudentError
from calctutor.quiz import wording
from calctutor.quiz.chance import Chance
from calctutor.quiz.drawing import Drawn, draw_question
from calctutor.quiz.examining import Examined, examined
from calctutor.quiz.files import parsed
from calctutor.quiz.findings import CODES, ERROR, NOTE, WARNING, Finding, Looked, Report
from calctutor.quiz.judging import LABELS, judge
from calctutor.quiz.models import Question, Quiz, Test
from calctutor.quiz.outcomes import Outcome, points
from calctutor.quiz.parameters import drawn as drawn_values
from calctutor.quiz.places import line_of
from calctutor.quiz.stating import answer_with, spelled_names

RARE = 0.05
"""A part of draws below which conditions count as rarely satisfied."""

Watch = Callable[[int, int], None]


def lint(text: str, crew: Executor, seeds: int, watch: Watch) -> Report:
    """The report on a quiz file. `watch` is told how much is done, for a progress bar."""
    quiz, problems = parsed(text)
    if quiz is None:
        told = (Finding(ERROR, "file", p.key, p.line, p.reason, p.remedy) for p in problems)
        return Report(tuple(told), ())
    linter = Linter(quiz, text, crew, seeds, watch)
    return linter.report()


class Linter:
    """One pass over a quiz."""

    def __init__(self, quiz: Quiz, text: str, crew: Executor, seeds: int, watch: Watch) -> None:
        self.quiz, self.text, self.crew, self.seeds, self.watch = quiz, text, crew, seeds, watch
        self.findings: list[Finding] = []
        self.looked: list[Looked] = []
        self.unearned: set[str] = set()

    def report(self) -> Report:
        drawn = [self._drawn(i, question) for i, question in enumerate(self.quiz.questions)]
        waiting = [
            (i, seed, one, self.crew.submit(examined, one))
            for i, variants in enumerate(drawn) for seed, one in variants.items()
        ]  # fmt: skip
        tests = list(self._tested(drawn))
        total, found = len(waiting) + len(tests), []
        for done, (i, seed, one, future) in enumerate(waiting, 1):
            found.append((i, seed, one, self._waited(future)))
            self.watch(done, total)
        for i, question in enumerate(self.quiz.questions):
            self._said(i, question, [(seed, result) for j, seed, _, result in found if i == j])
            self._static(i, question)
        for done, (i, test, k, one, outcome) in enumerate(tests, len(waiting) + 1):
            if not any(f.code.startswith("test-") and f.key == ("question", i, "tests", k) for f in self.findings):
                self._test(i, test, k, one, outcome)
            self.watch(done, total)
        self._duplicates(drawn)
        self._reachable()
        order = {ERROR: 0, WARNING: 1, NOTE: 2}
        return Report(tuple(sorted(self.findings, key=lambda f: (f.line, order[f.level], f.code))), tuple(self.looked))

    def add(
        self, code: str, i: int | None, about: str = "", key: tuple[str | int, ...] = (), seeds: Iterable[int] = ()
    ) -> None:
        level, reason, remedy = CODES[code]
        place: tuple[str | int, ...] = ("pass",) if i is None else ("question", i, *key)
        name = "" if i is None else self.quiz.questions[i].id
        said = f"{reason}: {about}" if about else reason
        self.findings.append(Finding(level, code, name, line_of(self.text, place), said, remedy, tuple(seeds)[:5], place))
        if level == ERROR and i is not None and code not in ("test-verdict", "test-slip", "test-points", "unknown-mistake"):
            self.unearned.add(name)

    # Drawing.

    def _drawn(self, i: int, question: Question) -> dict[int, Drawn]:
        """The different questions that the seeds give, each with the first of its seeds."""
        found: dict[int, Drawn] = {}
        seen: set[str] = set()
        tries = 0
        for seed in range(self.seeds if question.parameters.letters or question.options else 1):
            try:
                one = draw_question(self.quiz, question, seed)
                tries += drawn_values(question.parameters, Chance(seed, question.id))[1]
            except StudentError as problem:
                never = problem.code == "no-parameters"
                where = ("parameters",) if never else ()
                self.add("never" if never else "cannot-be-drawn", i, "" if never else problem.reason, where, (seed,))
                return found
            if (key := repr((one.expression, one.options, sorted(one.choices), one.answer, one.text))) not in seen:
                seen.add(key)
                found[seed] = one
        if question.parameters.where and tries * RARE > self.seeds:
            self.add("rarely", i, f"about once in {tries // self.seeds} draws", ("parameters", "where"))
        if question.parameters.letters and len(found) == 1 and self.seeds > 5:
            self.add("same-again", i, key=("parameters",))
        return found

    # Working.

    def _waited(self, future: Future[Examined]) -> Examined:
        try:
            return future.result()
        except TimeoutError:
            return Examined("out-of-time")
        except (RuntimeError, EOFError, OSError) as problem:
            return Examined("not-solved", f"calctutor itself failed here ({problem})")

    def _said(self, i: int, question: Question, found: list[tuple[int, Examined]]) -> None:
        by_code: dict[str, list[tuple[int, Examined]]] = {}
        for seed, result in found:
            by_code.setdefault(result.complaint, []).append((seed, result))
        for code, cases in sorted(by_code.items()):
            if code:
                some = f"{len(cases)} of {len(found)} draws, as {cases[0][1].about}" if len(found) > 1 else cases[0][1].about
                self.add(code, i, some, seeds=[seed for seed, _ in cases])
        steps = [result.steps for _, result in found] or [0]
        rules = tuple(dict.fromkeys(rule for _, result in found for rule in result.rules))
        answer = next((result.answer for _, result in found), "")
        self.looked.append(Looked(question.id, question.kind, len(found), (min(steps), max(steps)), answer, rules))

    # Sample answers.

    def _tested(self, drawn: list[dict[int, Drawn]]) -> Iterator[tuple[int, Test, int, Drawn, Future[Outcome]]]:
        """Each sample answer, with the parameters put in, on some of the draws."""
        for i, question in enumerate(self.quiz.questions):
            for k, test in enumerate(question.tests):
                for seed, one in list(drawn[i].items())[:3]:
                    values, _ = drawn_values(question.parameters, Chance(seed, question.id))
                    answer = answer_with(test.answer, values, spelled_names(question))
                    yield i, test, k, one, self.crew.submit(judge, one, answer)

    def _test(self, i: int, test: Test, k: int, one: Drawn, future: Future[Outcome]) -> None:
        key = ("tests", k)
        try:
            outcome = future.result()
        except (TimeoutError, RuntimeError, EOFError, OSError):
            self.add("out-of-time", i, "a sample answer could not be judged", key)
            return
        said = f"{test.answer[:60]!r} is {outcome.verdict}, not {test.verdict}"
        if outcome.verdict != test.verdict:
            self.add("test-verdict", i, said + (f" ({outcome.reason})" if outcome.reason else ""), key)
        elif test.slip is not None and outcome.mistake != test.slip:
            self.add("test-slip", i, f"by {outcome.mistake or 'no known mistake'}, not by {test.slip}", key)
        elif test.points is not None and abs(points(one, [outcome]) - test.points) > 1e-9:
            self.add("test-points", i, f"{points(one, [outcome]):g}, not {test.points:g}", key)

    # What can be seen without working anything.

    def _static(self, i: int, question: Question) -> None:
        import calctutor.mistakes  # noqa: F401  (fills the book)
        from calctutor.mistakes.book import MISTAKES

        Named = list[tuple[str, tuple[str | int, ...]]]
        named: Named = [(mistake, ("partial", mistake)) for mistake in question.partial if mistake != "lines"]
        named += [(test.slip, ("tests", k, "slip")) for k, test in enumerate(question.tests) if test.slip]
        named += [(mistake, ("mistakes", k)) for k, mistake in enumerate(question.mistakes) if mistake]
        for mistake, key in named:
            if mistake not in MISTAKES:
                close = get_close_matches(mistake, MISTAKES, n=1)
                self.add("unknown-mistake", i, mistake + (f": did you mean {close[0]}?" if close else ""), key)
        hints = question.hints if isinstance(question.hints, list) else []
        for where, words in [("text", question.text), *(("hints", hint) for hint in hints)]:
            for code, about in wording.complaints(words, {*question.parameters.letters, "expression"}, question.text):
                self.add(code, i, about, (where,))
        odd = [
            o
            for k, o in enumerate(question.options)
            if o.strip().lower() in LABELS[: len(question.options)] and len(o.strip()) == 1
        ]
        for one in odd:
            self.add("label", i, one, ("options",))

    # The quiz as a whole.

    def _duplicates(self, drawn: list[dict[int, Drawn]]) -> None:
        seen: dict[str, int] = {}
        for i, variants in enumerate(drawn):
            for one in variants.values():
                key = repr((one.kind, one.expression, one.options, sorted(one.choices), one.answer, one.expression or one.text))
                if seen.setdefault(key, i) != i:
                    self.add("duplicate", i, self.quiz.questions[seen[key]].id)
                    break

    def _reachable(self) -> None:
        worth = {question.id: float(self.quiz.marking(question, "points")) for question in self.quiz.questions}
        total = sum(worth.values())
        left = total - sum(worth[name] for name in self.unearned)
        if self.quiz.pass_mark > 0 and (total == 0 or 100 * left / total < self.quiz.pass_mark):
            about = "there are no points" if total == 0 else f"at most {100 * left / total:.0f}% can be earned as it is"
            self.add("unreachable", None, about)
