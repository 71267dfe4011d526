"""What every student was given, which is nobody's own."""

from pathlib import Path

from nngrader.rubric import Assignment
from nngrader.submission.notebook import TooLong, from_notebook
from nngrader.submission.saved import NotANotebook


def starter_of(assignment: Assignment) -> tuple[str, ...]:
    """Read the starters and the lesson beside `assignment.py`; what cannot be read is left out."""
    stem = assignment.hand_in or assignment.name
    named = (assignment.folder / f"{stem}{ending}" for ending in (".py", ".ipynb"))
    lessons = sorted(assignment.folder.glob("*.md"))
    texts = (_text(path) for path in (*named, *lessons) if path.is_file())
    return tuple(text for text in texts if text)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if path.suffix == ".ipynb":
            return from_notebook(data)[0]
    except (OSError, NotANotebook, TooLong):
        return ""
    text = data.decode("utf-8", "replace")
    return text if path.suffix == ".py" else _as_remarks(text)


def _as_remarks(lesson: str) -> str:
    return "\n".join(f"# {line}" for line in lesson.splitlines())
