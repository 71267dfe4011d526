"""A calibration told in Markdown: tables, strips of accuracies, and the sentences that follow."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from statistics import fmean, median, stdev
from textwrap import fill

from nngrader.calibration import (
    FAILS,
    MANY_ROWS,
    MANY_RUNS,
    MOST_SEEDS,
    PASSES,
    Rule,
    Sample,
    Thresholds,
    at_bound,
    bounds,
    counted,
    meets,
    normal,
    other_rule,
    recommend,
    runs_to_show,
    sure,
)

WIDTH = 80  #: columns of prose
STRIP = 72  #: columns of a strip, before its marker
NEAR = 4  #: a strip reaches so many times as far below the threshold as above it
WIDEST = 6  #: columns for one row where there are few rows
BLOCKS = "▁▂▃▄▅▆▇█"
FEW_VALUES = 100  #: up to so many hidden rows, runs are told as counts
NONE = "–"


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Everything that is told of one calibration."""

    title: str  #: of the assignment
    command: str  #: what made it
    rule: Rule  #: the present one
    source: str  #: where the rows came from, for people
    rows: int  #: hidden rows
    stand_in: bool = False  #: True when the real data could not be had
    versions: dict[str, str]
    samples: tuple[Sample, ...]
    untrained: tuple[tuple[str, str], ...] = ()  #: name and reason of what cannot be trained

    @property
    def met(self) -> bool:
        """Whether a correct hand-in was trained, and the present rule judges all well enough."""
        return self.known and all(meets(sample, self.rule) for sample in self.samples)

    @property
    def known(self) -> bool:
        """Whether a correct hand-in was trained; without it no threshold means anything."""
        return any(sample.correct for sample in self.samples)


def document(calibration: Calibration) -> str:
    """Write the whole document; the same calibration gives the same text."""
    parts = [
        f"# Calibration: {calibration.title}",
        *_head(calibration),
        *(_measured(calibration) if calibration.samples else ()),
        "## Does the present rule do?",
        *verdict(calibration),
        *(_thresholds(calibration) if calibration.known else ()),
        *_untrained(calibration),
        *_runs(calibration),
    ]
    return "\n\n".join(parts) + "\n"


def in_short(sample: Sample, rule: Rule) -> str:
    """Tell one hand-in in a line."""
    low, high = min(sample.accuracies), max(sample.accuracies)
    reached = f"{sample.reached(rule)} of {len(sample.right)} runs reach {rule.at_least:g}"
    return f"{sample.name}: {reached} (accuracies {low:.4f} to {high:.4f})"


def _head(calibration: Calibration) -> tuple[str, ...]:
    rule, rows = calibration.rule, calibration.rows
    found = ", ".join(f"{name} {version}" for name, version in calibration.versions.items())
    versions = f" with {found}" if found else ""
    warning = " These are not the real rows: calibrate again with the real ones."
    return (
        _prose(f"Made by `{calibration.command}`{versions}."),
        _prose(
            f"Hidden rows: {rows}, from {calibration.source}."
            + (warning if calibration.stand_in else "")
        ),
        _prose(
            f"The present rule: a hand-in passes when {_trainings(rule)} at least "
            f"{rule.needed(rows)} of {rows} hidden rows rightly (`at_least={rule.at_least:g}`, "
            f"`on_seeds={rule.on_seeds}`). Points for a near miss are not passing. A hand-in is always graded with the same seeds and always gets the "
            "same points; the chances below stand for other networks like these."
        ),
    )


def _measured(calibration: Calibration) -> tuple[str, ...]:
    return (
        "## Accuracy on the hidden rows",
        distribution(calibration.samples),
        _prose("1 %: the accuracy that 99 of 100 runs reach. sd: standard deviation."),
        f"```text\n{strips(calibration.samples, calibration.rule)}\n```",
        _prose(_legend(calibration)),
        "## Chances under the present rule",
        chances(calibration.samples, calibration.rule),
        _prose(_chances_explained(calibration)),
    )


def distribution(samples: tuple[Sample, ...]) -> str:
    """Tabulate the accuracies of each hand-in, 0..1."""
    heads = ["file", "runs", "min", "1 %", "median", "max", "mean", "sd"]
    return _table(heads, [_described(sample) for sample in samples])


def _described(sample: Sample) -> list[str]:
    found = sorted(sample.accuracies)
    lowest_hundredth = found[len(found) // 100]
    numbers = [found[0], lowest_hundredth, median(found), found[-1], fmean(found)]
    spread = f"{stdev(found):.4f}" if len(found) > 1 else NONE
    return [sample.name, str(len(found)), *(f"{n:.4f}" for n in numbers), spread]


def chances(samples: tuple[Sample, ...], rule: Rule) -> str:
    """Tabulate how often each reaches the threshold, and how surely it is then judged well."""
    heads = ["file", "must", f"reach {rule.at_least:g}", "95 % interval", "counted", "at the bound"]
    lines = [_judged(sample, rule) for sample in samples]
    if samples[0].rows < MANY_ROWS:
        return _table(heads, lines)
    fitted = [[*line, _fitted(s, rule)] for s, line in zip(samples, lines, strict=True)]
    return _table([*heads, "normal fit"], fitted)


def _judged(sample: Sample, rule: Rule) -> list[str]:
    reached, runs = sample.reached(rule), len(sample.right)
    low, high = bounds(reached, runs)
    must = "pass" if sample.correct else "fail"
    share = f"{reached / runs:.4f} ({reached} of {runs})"
    interval = f"{low:.4f} to {high:.4f}"
    chances = (_chance(counted(sample, rule)), _chance(at_bound(sample, rule)))
    return [sample.name, must, share, interval, *chances]


def _fitted(sample: Sample, rule: Rule) -> str:
    chance = normal(sample, rule)
    return NONE if chance is None else _chance(chance)


def _chances_explained(calibration: Calibration) -> str:
    text = (
        "The last columns are the chance that a hand-in is judged as it must be, rounded down; "
        f"wanted are {PASSES} for passing and {FAILS} for failing. counted: from the share of "
        "trainings that reach the threshold. at the bound: from the less favourable end of the "
        "95 % interval of that share (Clopper and Pearson)."
    )
    if calibration.rows < MANY_ROWS:
        return text
    return (
        f"{text} normal fit: an estimate, from a normal distribution fitted to the accuracies, "
        f"where there are at least {MANY_RUNS} and the test of Shapiro and Wilk does not speak "
        "against it. The less of counted and normal fit decides."
    )


def strips(samples: tuple[Sample, ...], rule: Rule) -> str:
    """Draw a histogram per hand-in in one line each, the threshold marked; at most 80 columns.

    Where there are many rows, what lies far below the threshold is drawn in the first column.
    """
    first, last, per_bin, wide = _bins(samples, rule)
    needed = rule.needed(samples[0].rows)
    lines = []
    for sample in samples:
        found = Counter(max(first, (count - needed) // per_bin) for count in sample.right)
        bars = [_bar(found[index], max(found.values())) * wide for index in range(first, last + 1)]
        lines += [sample.name, "".join([*bars[:-first], "│", *bars[-first:]])]
    return "\n".join(lines)


def _bins(samples: tuple[Sample, ...], rule: Rule) -> tuple[int, int, int, int]:
    """Cut the accuracies so that the threshold is an edge, never the middle of a column.

    First and last bin, bin 0 beginning at the threshold; rows per bin; columns per bin.
    """
    rows = samples[0].rows
    needed = rule.needed(rows)
    far_below = needed - max(STRIP, NEAR * (rows - needed))
    least = min(needed - 1, max(far_below, min(min(sample.right) for sample in samples)))
    per_bin = ceil((rows - least + 1) / STRIP)
    first, last = (least - needed) // per_bin, (rows - needed) // per_bin
    return first, last, per_bin, max(1, min(WIDEST, STRIP // (last - first + 1)))


def _bar(count: int, most: int) -> str:
    return BLOCKS[ceil(len(BLOCKS) * count / most) - 1] if count else "·"


def _legend(calibration: Calibration) -> str:
    samples, rule, rows = calibration.samples, calibration.rule, calibration.rows
    first, _, per_bin, wide = _bins(samples, rule)
    least = max(0, rule.needed(rows) + first * per_bin)
    below = any(min(sample.right) < least for sample in samples)
    columns = "1 column is" if wide == 1 else f"{wide} columns are"
    unit = "1 row" if per_bin == 1 else f"{per_bin} rows"
    return (
        f"From {_share(least, rows)} to 1; {columns} {unit}. What lies right of │ reaches "
        f"{_share(rule.needed(rows), rows)}."
        + (" The first column holds all that lies below it, too." if below else "")
    )


def verdict(calibration: Calibration) -> tuple[str, ...]:
    """Say whether the present rule meets the targets, and whether the runs show it surely."""
    if not calibration.known:
        return (_prose("Nobody can say: no correct hand-in could be trained."),)
    rule = calibration.rule
    missing = [sample for sample in calibration.samples if not meets(sample, rule)]
    if missing:
        return (_prose("No. " + " ".join(_misses(sample, rule) for sample in missing)),)
    unsure = [sample for sample in calibration.samples if not meets(sample, rule, sure)]
    if not unsure:
        return (_prose("Yes, and the 95 % bounds or the normal fits show it."),)
    runs = max(runs_to_show(sample, rule) for sample in unsure)
    names = _names(sample.name for sample in unsure)
    doubt = f"but these runs are too few to be sure of {names}: it takes at least {runs}."
    return (_prose(f"Yes, as far as counted, {doubt}"),)


def _misses(sample: Sample, rule: Rule) -> str:
    fitted, share = normal(sample, rule), counted(sample, rule)
    chance = share if fitted is None else min(fitted, share)
    does = "passes" if sample.correct else "fails"
    return f"`{sample.name}` {does} with a chance of {_chance(chance)}; {sample.target} is wanted."


def _thresholds(calibration: Calibration) -> tuple[str, ...]:
    samples, rule = calibration.samples, calibration.rule
    found = recommend(samples, rule)
    title = "## Which thresholds would do?"
    if not found.exist:
        return title, _prose(_none(found, rule)), _prose(_help(samples, rule))
    if all(sample.correct for sample in samples):
        text = f"All up to {_share(found.highest, found.rows)}: no faulty hand-in was trained."
        return title, _prose(text)
    return title, _prose(_range(found, rule)), _prose(_sure_range(recommend(samples, rule, sure)))


def _range(found: Thresholds, rule: Rule) -> str:
    inside = found.lowest <= rule.needed(found.rows) <= found.highest
    return (
        f"With {_seeds(rule)}, {_span(found)}. "
        f"{_recommended(found)} The present {rule.at_least:g} lies "
        f"{'inside' if inside else 'outside'}."
    )


def _recommended(found: Thresholds) -> str:
    chosen = f"Recommended is `at_least={found.recommended:g}`"
    if found.lowest == found.highest:
        return f"{chosen}."
    asks = _share(Rule(at_least=found.recommended).needed(found.rows), found.rows)
    why = "the roundest number in the middle third of this range"
    return f"{chosen}, which asks for {asks}: {why}."


def _sure_range(found: Thresholds) -> str:
    shown = _span(found) if found.exist else "none yet; more runs may show some"
    return f"Shown by the 95 % bounds or the normal fits: {shown}."


def _span(found: Thresholds) -> str:
    if found.lowest == found.highest:
        return f"only {_share(found.lowest, found.rows)}"
    return f"from {_share(found.lowest, found.rows)} to {_share(found.highest, found.rows)}"


def _none(found: Thresholds, rule: Rule) -> str:
    rows, begin = found.rows, f"None with {_seeds(rule)}:"
    if not found.highest:
        return f"{begin} the correct one passes often enough at no threshold."
    enough = f"{begin} the correct one passes often enough up to {_share(found.highest, rows)}"
    fail = "fails" if len(found.preventing) == 1 else "fail"
    names = _names(found.preventing)
    if found.lowest > rows:
        return f"{enough}, but {names} {fail} often enough at no threshold."
    return f"{enough}, but {names} {fail} often enough only from {_share(found.lowest, rows)} on."


def _help(samples: tuple[Sample, ...], rule: Rule) -> str:
    other = other_rule(samples, rule)
    if other is None:
        return (
            f"No rule with up to {MOST_SEEDS} seeds helps: accuracy does not tell these apart, "
            "so another check must."
        )
    return f"What would help: {_seeds(other)} with `at_least={other.at_least:g}`."


def _untrained(calibration: Calibration) -> tuple[str, ...]:
    if not calibration.untrained:
        return ()
    lines = [f"- `{name}`: {reason}" for name, reason in calibration.untrained]
    return "## Cannot be trained, so left out", "\n".join(lines)


def _runs(calibration: Calibration) -> tuple[str, ...]:
    if not calibration.samples:
        return ()
    return "## All runs", "\n".join(_all_runs(sample) for sample in calibration.samples)


def _all_runs(sample: Sample) -> str:
    found = sorted(Counter(sample.right).items())
    if sample.rows <= FEW_VALUES:
        values = [f"{count} of {sample.rows} in {_runs_of(times)}" for count, times in found]
    else:
        values = [f"{count / sample.rows:.4f}{_times(times)}" for count, times in found]
    return fill(f"- `{sample.name}`: {', '.join(values)}", WIDTH, subsequent_indent="  ")


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _runs_of(times: int) -> str:
    return "1 run" if times == 1 else f"{times} runs"


def _trainings(rule: Rule) -> str:
    if rule.seeds == 1:
        return "its one training answers"
    return f"at least {rule.on_seeds} of {rule.seeds} trainings answer"


def _seeds(rule: Rule) -> str:
    return "1 seed" if rule.seeds == 1 else f"{rule.on_seeds} of {rule.seeds} seeds"


def _share(count: int, rows: int) -> str:
    return f"{count / rows:.4g} ({count} of {rows})"


def _chance(chance: float) -> str:
    """Round down, so that no chance looks as if it met a target that it misses."""
    return f"{floor(max(0.0, chance) * 10_000 + 1e-6) / 10_000:.4f}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _prose(text: str) -> str:
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _table(heads: list[str], lines: list[list[str]]) -> str:
    """Write a Markdown table that reads well as plain text, too; numbers to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_row(cells, widths) for cells in (heads, rules, *lines))


def _row(cells: list[str], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = (first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others))
    return f"| {' | '.join(padded)} |"
