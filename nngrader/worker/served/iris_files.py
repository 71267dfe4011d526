"""How a file of irises must be laid out for the script that reads it.

Everybody's `iris.csv` is another file. Which one is meant is told by its name or its address, else
by what the script does with it: the columns it names, whether it skips a heading, how it writes the
species. Nothing here opens anything.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from nngrader.jobs import Array

Heading = Literal["names", "counts", ""]
Spelling = Literal["Iris-setosa", "Setosa", "setosa", "0"]

NAME = re.compile(r"[\w. ()-]*iris[\w. ()-]*\.(csv|data|dat|txt|tsv)$", re.IGNORECASE)
FOLDERS = re.compile(r"[\\/]")
PART_FOR_TEST = 10  #: flowers per species in a file that is named as one for testing


@dataclass(frozen=True)
class Layout:
    """What stands in the first line and the columns."""

    columns: tuple[str, str, str, str, str]  #: four measures and the species
    spelling: Spelling
    heading: Heading = "names"  #: "counts": rows, measures and species, as TensorFlow's files begin
    counted: str = ""  #: heading of a first column that counts the rows; empty for none
    separator: str = ","


UCI = Layout(
    ("sepal length", "sepal width", "petal length", "petal width", "class"), "Iris-setosa", ""
)
KAGGLE = Layout(
    ("SepalLengthCm", "SepalWidthCm", "PetalLengthCm", "PetalWidthCm", "Species"),
    "Iris-setosa",
    counted="Id",
)
SEABORN = Layout(
    ("sepal_length", "sepal_width", "petal_length", "petal_width", "species"), "setosa"
)
CAPITALS = replace(SEABORN, spelling="Iris-setosa")  #: Kaggle's other one, `IRIS.csv`
VARIETY = Layout(
    ("sepal.length", "sepal.width", "petal.length", "petal.width", "variety"), "Setosa"
)
OF_R = Layout(("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width", "Species"), "setosa")
PANDAS = Layout(("SepalLength", "SepalWidth", "PetalLength", "PetalWidth", "Name"), "Iris-setosa")
SCIKIT = Layout(
    ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)", "target"),
    "0",
)
TENSORFLOW = replace(SEABORN, spelling="0", heading="counts")

#: Parts of addresses whose files are known.
KNOWN = (
    ("archive.ics.uci.edu", UCI),
    ("jbrownlee/", UCI),
    ("mwaskom/seaborn-data", SEABORN),
    ("uiuc-cse/data-fa14", SEABORN),
    ("curran/", SEABORN),
    ("netj/", VARIETY),
    ("pandas-dev/", PANDAS),
    ("pydata/pandas", PANDAS),
    ("plotly/datasets", PANDAS),
    ("Rdatasets", replace(OF_R, counted="rownames")),
)
LAYOUTS = (KAGGLE, SEABORN, VARIETY, OF_R, PANDAS, SCIKIT, UCI)

#: What is shown to people: the words in it say nothing of the file.
SHOWN = re.compile(
    r"#.*|\b(?:print|\w*label|\w*title|legend|text)\s*\([^()\n]*\)|\blabel\s*=\s*\S+"
)
NO_HEADING = re.compile(r"header\s*=\s*None")
OWN_HEADING = re.compile(r"\bnames\s*=")
HEADING = re.compile(
    r"header\s*=\s*0|skiprows\s*=\s*1|skip_header\s*=\s*1|\bnext\s*\(|DictReader|names\s*=\s*True"
)
PLAIN_READER = re.compile(r"loadtxt\s*\(|genfromtxt\s*\(|csv\.reader\s*\(")
NUMBERS_ONLY = re.compile(
    r"(?:loadtxt|genfromtxt)\s*\("
    r"(?:(?!dtype\s*=\s*(?:str|object|None|np\.(?:str|object)|['\"])|converters|usecols)[^()])*\)"
)
COUNTED = re.compile(
    r"""['"]Id['"]|\.Id\b|index_col\s*=\s*0|drop\([^()]*\.columns\[0\]|:\s*,\s*1\s*:\s*(?:5|-1)?\s*\]"""
    r"""|:\s*,\s*5\s*\]|input_dim\s*=\s*5\b"""
)
UNCOUNTED = re.compile(
    r":\s*,\s*0?\s*:\s*(?:4|-1)\s*\]|:\s*,\s*4\s*:?\s*\]"
    r"|input_dim\s*=\s*4\b|input_shape\s*=\s*[(\[]\s*4\b"
)
SEPARATOR = re.compile(r"(?:sep|delimiter)\s*=\s*r?['\"](;|\t|\\t)['\"]")


def is_iris(place: str) -> bool:
    """Whether a path or an address names a file of irises."""
    return NAME.fullmatch(base_name(place)) is not None


def base_name(place: str) -> str:
    """Take the last part of a path of any system, or of an address without its question."""
    return FOLDERS.split(place.partition("?")[0])[-1]


def layout(place: str, source: str) -> Layout:
    """Choose for a path or an address, read by a script with that text."""
    name, text = base_name(place), SHOWN.sub("", source)
    if re.match(r"iris_(training|test)\.csv", name):
        return TENSORFLOW
    known = next((found for part, found in KNOWN if part in place), None)
    if known is not None:
        return known
    reading = _reading(name, text)
    best = _of_words(text) or _of_name(name)
    found = replace(best, separator=_separator(name, reading))
    spelled = _spelling(text, reading)
    if not _has_heading(name, reading):  # UCI's, whoever has saved it
        counted = _counted("", text)
        return replace(found, heading="", counted=counted, spelling=spelled or UCI.spelling)
    counted = _counted(best.counted, text)
    return replace(found, heading="names", counted=counted, spelling=spelled or best.spelling)


def _reading(name: str, text: str) -> str:
    """Cut out the call that reads a file of that name; the whole text where it is named elsewhere."""
    inside = r"(?:[^()]|\([^()]*\))*"
    call = rf"(?:read_csv|read_table|loadtxt|genfromtxt)\({inside}{re.escape(name)}{inside}\)"
    found = re.search(call, text)
    return found[0] if found else text


def _of_name(name: str) -> Layout:
    """Choose by the name alone: Kaggle's two are told apart by their capitals."""
    if name.startswith("IRIS"):
        return CAPITALS
    if name.endswith((".data", ".txt", ".dat")):
        return UCI
    return KAGGLE if name.startswith("Iris") else SEABORN


def _of_words(text: str) -> Layout | None:
    """Choose by the columns that the text names; None where it names none."""
    for known in LAYOUTS:
        if any(_names(column, text) for column in known.columns[:4]):
            label = next((name for name in LABELS if _names(name, text)), known.columns[4])
            spelling = known.spelling if label == known.columns[4] else LABELS[label]
            return replace(known, columns=(*known.columns[:4], label), spelling=spelling)
    return _of_label(text)


#: Headings of the species, and how they are written where nothing else is known.
LABELS: dict[str, Spelling] = {
    "Species": "Iris-setosa",
    "species": "setosa",
    "variety": "Setosa",
    "class": "Iris-setosa",
    "Class": "Iris-setosa",
    "target": "0",
    "Name": "Iris-setosa",
    "label": "setosa",
}


def _of_label(text: str) -> Layout | None:
    """Choose by the heading of the species, where the measures are taken by position."""
    found = next((name for name in LABELS if _names(name, text)), "")
    own = {"Species": KAGGLE, "species": SEABORN, "variety": VARIETY}
    if found in ("Class", "class"):
        return replace(CAPITALS, columns=(*CAPITALS.columns[:4], found))
    return own.get(found)


def _names(column: str, text: str) -> bool:
    """Whether a text takes a column by its name, in quotes or after a point."""
    word = re.escape(column)
    after_point = rf"|\.{word}\b(?!\s*\()" if column.isidentifier() else ""
    return re.search(rf"""['"]{word}['"]{after_point}""", text) is not None


def _has_heading(name: str, reading: str) -> bool:
    if NO_HEADING.search(reading):
        return False
    if HEADING.search(reading):
        return True
    if OWN_HEADING.search(reading) or PLAIN_READER.search(reading):
        return False
    return not name.endswith((".data", ".txt", ".dat"))


def _counted(usual: str, text: str) -> str:
    """Head the column that counts the rows; empty where the script knows of none."""
    if COUNTED.search(text):
        return usual or "Id"
    return "" if UNCOUNTED.search(text) else usual


def _spelling(text: str, reading: str) -> Spelling | None:
    """Read how the script compares or replaces species; None where it does neither."""
    if NUMBERS_ONLY.search(reading):
        return "0"
    for spelled, one_of in SPELLINGS:
        quoted = rf"""b?['"]{one_of}['"]"""
        compared = rf"[=!]=\s*{quoted}|{quoted}\s*:|replace\([^()]*{quoted}"
        if re.search(compared, text):
            return spelled
    return None


SPELLINGS: tuple[tuple[Spelling, str], ...] = (
    ("Iris-setosa", "Iris-(?:setosa|versicolor|virginica)"),
    ("Setosa", "(?:Setosa|Versicolor|Virginica)"),
    ("setosa", "(?:setosa|versicolor|virginica)"),
)


def _separator(name: str, reading: str) -> str:
    found = SEPARATOR.search(reading)
    if found is None:
        return "\t" if name.endswith(".tsv") else ","
    return ";" if found[1] == ";" else "\t"


def for_testing(place: str, species: Array) -> Array:
    """Number the flowers that go into a file: a few of each species if it is named for testing."""
    if "test" not in base_name(place).lower():
        return np.arange(len(species))
    return np.concatenate(
        [np.flatnonzero(species == s)[-PART_FOR_TEST:] for s in np.unique(species)]
    )


def written(wanted: Layout, x: Array, species: Array, names: tuple[str, ...]) -> str:
    """Write flowers, with species as numbers that index the names."""
    labels = [_spelled(name, number, wanted.spelling) for number, name in enumerate(names)]
    lines = [_heading(wanted, len(x), names)] if wanted.heading else []
    for number, (row, kind) in enumerate(zip(x.tolist(), species.tolist(), strict=True), start=1):
        first = [str(number)] if wanted.counted else []
        lines.append([*first, *map(str, row), labels[kind]])
    return "".join(f"{wanted.separator.join(line)}\n" for line in lines)


def _heading(wanted: Layout, rows: int, names: tuple[str, ...]) -> list[str]:
    if wanted.heading == "counts":
        return [str(rows), "4", *names]
    return [wanted.counted, *wanted.columns] if wanted.counted else list(wanted.columns)


def _spelled(name: str, number: int, spelling: Spelling) -> str:
    spelled: dict[Spelling, str] = {
        "Iris-setosa": f"Iris-{name}",
        "Setosa": name.capitalize(),
        "setosa": name,
        "0": str(number),
    }
    return spelled[spelling]
