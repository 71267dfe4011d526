"""What a submission earned, and everything a report needs to explain it."""

from dataclasses import dataclass, field
from typing import Literal

from nngrader.evidence import Evidence, MishapName, Place
from nngrader.findings import Finding
from nngrader.language import ENGLISH, Text

Visibility = Literal["visible", "after_due", "after_publish", "hidden"]
Status = Literal["graded"] | MishapName


@dataclass(frozen=True)
class Verdict:
    """The judgement of one check."""

    share: float  #: of the points, 0..1
    because: Text | str  #: what was found, always with a measured value
    hint: Text | str = ""  #: empty when there is nothing to mend
    self_reported: bool = False  #: rests on what the student's own process said

    def __post_init__(self) -> None:
        """Refuse a share outside 0..1: it would hand out points that do not exist."""
        if not 0.0 <= self.share <= 1.0:
            problem = f"A verdict's share lies in 0..1, not {self.share!r}."
            raise ValueError(problem)


@dataclass(frozen=True, kw_only=True)
class GradedCriterion:
    """One sentence of the rubric with what it earned."""

    title: str
    points: float
    max_points: float
    because: str
    hint: str = ""
    why: str = ""  #: why it matters, from the rubric
    visibility: Visibility = "visible"
    self_reported: bool = False

    @property
    def full(self) -> bool:
        """Whether nothing was lost."""
        return self.points >= self.max_points


@dataclass(frozen=True)
class LayerRow:
    """One line of the table "your network beside what was asked"."""

    yours: str
    asked: str
    difference: str  #: in words; empty when they agree


@dataclass(frozen=True)
class Explained:
    """A warning in Keras's words and in ours."""

    message: str
    meaning: str
    place: Place | None = None


@dataclass(frozen=True)
class Trouble:
    """The mishap as the student reads it."""

    name: MishapName
    message: str
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a report was made from, and where; digests are "sha256:...", empty when unknown."""

    submission: str = ""  #: of the code as it was graded
    assignment: str = ""  #: of assignment.py and the tests beside it
    built_in: str = ""  #: of the shipped assignment of that name, where that is another one
    by_ci: bool = False  #: made by continuous integration


def short(digest: str) -> str:
    """Shorten a digest to what people compare by eye."""
    kind, colon, digits = digest.rpartition(":")
    return f"{kind}{colon}{digits[:12]}"


@dataclass(frozen=True)
class Reproduction:
    """What to paste to get this result again."""

    command: str
    seed: int
    versions: dict[str, str]
    data: str  #: "sha256:..." of the rows
    arrays: dict[str, str] = field(default_factory=dict)  #: digests of what `fit` was given
    submission: str = ""  #: "sha256:..." of the code as it was graded; empty when unknown
    assignment: str = ""  #: "sha256:..." of assignment.py and the tests beside it


@dataclass(frozen=True, kw_only=True)
class GradeReport:
    """A graded submission."""

    assignment: str
    title: str
    student: str
    status: Status
    criteria: tuple[GradedCriterion, ...]
    findings: tuple[Finding, ...]  #: most important first
    first_step: str  #: the one thing to fix first; praise when there is none
    evidence: Evidence
    reproduction: Reproduction
    trouble: Trouble | None = None  #: None unless a mishap
    layers: tuple[LayerRow, ...] = ()
    warnings: tuple[Explained, ...] = ()
    threshold: float | None = None  #: accuracy asked for; None when the rubric asks for none
    notes: tuple[str, ...] = field(default=())  #: what a reader must know, such as stand-in data
    language: str = ENGLISH  #: of its sentences
    lesson: str = ""  #: URL of the lesson, without "#"; empty when nobody named it
    advisory: bool = False  #: made where the grader's files may have been changed, so not final

    @property
    def score(self) -> float:
        """Points earned, rounded to a hundredth so that all outputs agree."""
        return round(sum(criterion.points for criterion in self.criteria), 2)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return round(sum(criterion.max_points for criterion in self.criteria), 2)

    @property
    def full(self) -> bool:
        """Whether every criterion got full points."""
        return all(criterion.full for criterion in self.criteria)
