"""Healthy classes. A test changes only what ails its students.

results(3)                                  three students, full points, in time
results(results=(result(1, attempt(status="crashed", ...)), result(2)))
result(4, attempt(number=1, ...), attempt(number=2), counted=2)
missing(5)                                  on the roster, and nothing was handed in
realistic(120)                              a class as they are: MNIST, mistakes, lateness, mishaps
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from nngrader.findings import Finding
from nngrader.grades import GradedCriterion
from nngrader.results import (
    Attempt,
    Column,
    Extension,
    Override,
    Result,
    Results,
    Standing,
    Student,
)
from nngrader.rules import rule_named
from tests import builders

DUE = datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)
GRADED = DUE + timedelta(days=3, hours=9)
TITLES = (
    ("The segments become numbers", 2.0),
    ("Loyal and not loyal become 1 and 0", 1.0),
    ("The network has a hidden layer", 3.0),
    ("One sigmoid unit answers yes or no", 2.0),
    ("The loss fits and Adam turns the knobs", 2.0),
    ("It learns all four segments on two seeds of three", 5.0),
)
FIRST = (
    *("Ada", "Émile", "Grace", "Øyvind", "Katherine", "Zoë", "Alan", "Edsger", "Barbara", "Łukasz"),
    *("Mary", "Donald", "Hedy", "Niklaus", "Radia", "Tony", "Sofja", "Ángel", "Chien-Shiung"),
    *("Emmy", "İpek", "Srinivasa", "Maryam", "Noor", "Yuki", "Wei", "Chidi", "Ulla", "Jöran"),
)
LAST = (
    *("Lovelace", "Zola", "Hopper", "Ødegaard", "Johnson", "Turing", "Dijkstra", "Liskov", "Wirth"),
    *(
        "Jackson",
        "Knuth",
        "Lamarr",
        "Perlman",
        "Hoare",
        "Kowalewskaja",
        "Martínez",
        "Wu",
        "Noether",
    ),
    *(
        "Yılmaz",
        "Ramanujan",
        "Mirzakhani",
        "Haddad",
        "Tanaka",
        "Zhang",
        "Okonkwo",
        "Åkesson",
        "Šimek",
    ),
    *("van der Waals-Oosterhuis", "O'Neill"),
)


def student(number: int = 1, **changes: Any) -> Student:
    """Number 7 is s007, of the roster; the first 840 have different names."""
    first = FIRST[number % len(FIRST)]
    last = LAST[(number + number // len(FIRST)) % len(LAST)]
    login = f"s{number:03}"
    made = Student(id=login, name=f"{first} {last}", email=f"{login}@uni.example")
    return replace(made, **changes)


def columns() -> tuple[Column, ...]:
    """The six sentences of XOR."""
    return tuple(Column(title, most) for title, most in TITLES)


def criteria(*lost: int, all_but: float = 0.0) -> tuple[GradedCriterion, ...]:
    """Full points, but for the sentences of these places (from 0), which get that share."""
    return tuple(
        builders.criterion(title, points=most * (all_but if place in lost else 1), max_points=most)
        for place, (title, most) in enumerate(TITLES)
    )


def finding(rule: str, **changes: Any) -> Finding:
    """What a rule of ours would say, with its own rank."""
    made = rule_named(rule)
    known = builders.finding(rule=rule, catalogue=made.CATALOGUE, severity=made.SEVERITY)
    return replace(known, **changes)


def attempt(**changes: Any) -> Attempt:
    """A hand-in on XOR with all fifteen points, an hour before the due date."""
    number = changes.get("number", 1)
    made = Attempt(
        number=number,
        source="submissions/s001/xor.py",
        submission="sha256:" + "5b" * 32,
        evidence=f"{number:02x}" * 32,
        page="s001" if number == 1 else f"s001-{number}",
        status="graded",
        criteria=criteria(),
        findings=(),
        first_step="Every criterion has full points: nothing to mend.",
        graded_at=GRADED,
        submitted_at=DUE - timedelta(hours=1),
        accuracy=1.0,
        parameters=65,
        isolation=3,
        seconds=6.5,
    )
    return replace(made, **changes)


def standing(of: Attempt, **changes: Any) -> Standing:
    """In time, and nothing overridden: what the rubric gave is what counts."""
    made = Standing(
        raw=of.score,
        adjusted=of.score,
        penalty=0.0,
        final=of.score,
        max_score=of.max_score,
        late_s=0.0,
    )
    return replace(made, **changes)


def result(number: int = 1, *attempts: Attempt, **changes: Any) -> Result:
    """One student with one attempt, healthy unless given; the last one counts."""
    whose = student(number)
    made = attempts or (attempt(page=whose.id, source=f"submissions/{whose.id}/xor.py"),)
    counted = changes.get("counted", made[-1].number)
    standings = {one.number: standing(one) for one in made}
    healthy = Result(
        student=whose,
        attempts=made,
        counted=counted,
        standing=standings.get(counted),
        standings=standings,
    )
    return replace(healthy, **changes)


def missing(number: int = 1, **changes: Any) -> Result:
    """Somebody on the roster of whom nothing came."""
    return replace(Result(student=student(number)), **changes)


def results(count: int = 3, **changes: Any) -> Results:
    """A class on XOR: everybody has all points, unless `results` says otherwise."""
    made = Results(
        assignment="xor",
        title="Teach a network XOR",
        max_score=15.0,
        criteria=columns(),
        results=in_order(result(number) for number in range(1, count + 1)),
        due=DUE,
        graded_at=GRADED,
        grader="nngrader 0.1.0",
    )
    return replace(made, **changes)


def in_order(made: Any) -> tuple[Result, ...]:
    """Put students in the order in which Results has them."""
    return tuple(sorted(made, key=lambda one: (one.student.shown.casefold(), one.student.id)))


# --- a class as they are -------------------------------------------------------------------------

DIGITS = (
    ("The pixels are scaled to 0..1", 2.0),
    ("The digits become columns or stay class numbers", 2.0),
    ("Two hidden layers of 512 units, or a convolution", 2.0),
    ("Softmax shares the answer out among ten digits", 2.0),
    ("The loss fits the labels", 2.0),
    ("It reads at least 96 % of the test digits", 5.0),
)
#: (how many of a hundred, shares of the six criteria, rules, accuracy from and to, sizes)
SMALL, ASKED, LARGE = (25_450, 50_890, 101_770), (669_706,), (225_034, 1_199_882, 2_913_290)
PROFILES: tuple[tuple[int, tuple[float, ...], tuple[str, ...], tuple[float, float], Any], ...] = (
    (37, (1, 1, 1, 1, 1, 1), (), (0.974, 0.984), ASKED),
    (10, (1, 1, 1, 1, 1, 1), (), (0.979, 0.992), LARGE),
    (9, (1, 1, 0.5, 1, 1, 1), ("too-few-updates",), (0.961, 0.973), SMALL),
    (11, (0, 1, 1, 1, 1, 0.6), ("unscaled-inputs",), (0.921, 0.957), ASKED),
    (5, (1, 1, 0, 1, 1, 0.2), ("linear-hidden-layers",), (0.905, 0.925), ASKED),
    (4, (1, 1, 1, 0, 1, 0.8), ("double-softmax",), (0.93, 0.958), ASKED),
    (3, (1, 1, 1, 0.5, 0, 0), ("raw-scores-as-probabilities",), (0.5, 0.91), ASKED),
    (3, (0, 0, 1, 1, 1, 0), ("labels-not-aligned", "unscaled-inputs"), (0.09, 0.13), ASKED),
    (2, (1, 1, 1, 1, 1, 1), ("hidden-rows-in-training",), (0.995, 0.999), LARGE),
    (2, (1, 1, 1, 1, 1, 1), ("test-scaled-by-itself",), (0.97, 0.98), ASKED),
    (6, (1, 1, 1, 1, 0, 0), ("one-hot-labels-for-sparse-loss",), (0, 0), "crashed"),
    (2, (1, 1, 0, 0, 0, 0), ("unfinished-blank",), (0, 0), "no_model"),
    (2, (0, 0, 0, 0, 0, 0), (), (0, 0), "syntax_error"),
    (1, (1, 1, 1, 1, 1, 0), (), (0, 0), "timed_out"),
    (1, (0, 0, 0, 0, 0, 0), (), (0, 0), "unreadable"),
    (2, (0, 0, 0, 0, 0, 0), (), (0, 0), "missing"),
)
SAID = {
    "crashed": "`train` stopped with InvalidArgumentError, cell 9, line 4: Shape mismatch.",
    "no_model": "`build_model` gave back None, and a Keras model was asked.",
    "syntax_error": "Python cannot read line 18: '(' was never closed.",
    "timed_out": "The code did not finish within 300 seconds; it was at line 41 then.",
    "unreadable": "mnist.ipynb is not a notebook: it is a PDF.",
}


def realistic(count: int = 120, seed: int = 7) -> Results:
    """A class on MNIST: most of it works, and the rest is why a teacher opens the page."""
    chance = Random(seed)
    return results(
        assignment="mnist",
        title="Read handwritten digits",
        criteria=tuple(Column(title, most) for title, most in DIGITS),
        results=in_order(_somebody(number, chance) for number in range(1, count + 1)),
        policy=(
            "Each day begun takes 10 % of all points, at most 50 %; 2 hours late is in time. "
            "The best of at most 3 attempts counts."
        ),
        notes=(
            "submissions/readme.txt belongs to nobody on the roster; it was left out.",
            "submissions/s014 holds mnist.py and mnist.ipynb; the newer one was graded.",
        ),
    )


def _somebody(number: int, chance: Random) -> Result:
    weights = [profile[0] for profile in PROFILES]
    profile = chance.choices(PROFILES, weights)[0]
    if profile[4] == "missing":
        return missing(number)
    last = _handed_in(number, chance, profile, chance.choice((1, 1, 1, 2, 2, 3)))
    earlier = tuple(replace(last, number=n, page=f"{last.page}-{n}") for n in range(1, last.number))
    return _as_it_counts(result(number, *earlier, last), chance)


def _handed_in(number: int, chance: Random, profile: Any, attempts: int) -> Attempt:
    _, shares, rules, (low, high), kind = profile
    ran = not isinstance(kind, str)
    graded = tuple(
        builders.criterion(title, points=most * share, max_points=most)
        for (title, most), share in zip(DIGITS, shares, strict=True)
    )
    return attempt(
        number=attempts,
        page=f"s{number:03}" if attempts == 1 else f"s{number:03}-{attempts}",
        status="graded" if ran else kind,
        criteria=graded,
        findings=tuple(finding(rule) for rule in rules),
        mishap="" if ran else SAID[kind],
        accuracy=round(chance.uniform(low, high), 4) if ran else None,
        parameters=chance.choice(kind) if ran else 669_706 if kind == "crashed" else None,
        seconds=round(chance.uniform(4, 70), 1),
        remembered=chance.random() < 0.2,
        isolation=3,
    )


def _as_it_counts(made: Result, chance: Random) -> Result:
    drawn, counted = chance.random(), made.attempts[-1]
    made = replace(made, notes=("2 hand-ins at once; the newer one was graded.",) * (drawn > 0.97))
    if drawn < 0.12:
        days = chance.choice((1, 1, 2, 3))
        penalty = min(days * 1.5, counted.score)
        late = standing(
            counted,
            penalty=penalty,
            final=round(counted.score - penalty, 2),
            late_s=days * 86_400.0 - 3_600,
            because=f"{days} {'day' if days == 1 else 'days'} late: {10 * days} % of 15 points.",
        )
        return replace(made, standing=late, standings={**made.standings, counted.number: late})
    if drawn < 0.14:
        reason = "The course server was down."
        until = DUE + timedelta(days=2)
        return replace(made, extension=Extension(until=until, reason=reason, author="prof", at=DUE))
    if drawn < 0.16:
        over = Override(points=13, reason="Explained it at the desk.", author="prof", at=GRADED)
        given = standing(counted, adjusted=13.0, final=13.0, because="13 points by hand.")
        return replace(made, overrides=(over,), standing=given)
    if drawn < 0.18:
        told = tuple(replace(c, self_reported=c.max_points == 5) for c in counted.criteria)
        last = replace(counted, criteria=told)
        return replace(made, attempts=(*made.attempts[:-1], last))
    if drawn < 0.2:
        return replace(made, attempts=(*made.attempts[:-1], replace(counted, marked_late=True)))
    return made
