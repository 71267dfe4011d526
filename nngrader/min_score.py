"""The passing line of `--min-score`."""

from dataclasses import dataclass

from nngrader.grades import GradeReport


@dataclass(frozen=True)
class MinScore:
    """A share of the points."""

    share: float  #: 0..1

    def reached_by(self, report: GradeReport) -> bool:
        """Whether a report reaches the line."""
        return report.score >= self.share * report.max_score - 1e-9


def parse(wanted: str) -> MinScore:
    """Read "0.6" or "60%"; raises ValueError with what is possible."""
    text = wanted.strip()
    problem = f"--min-score is {wanted!r}; give a share such as 0.6, or a percentage such as 60%."
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise ValueError(problem) from None
    if not 0 <= share <= 1:
        raise ValueError(problem)
    return MinScore(share)
