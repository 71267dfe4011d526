"""What was measured about one submission: plain data, and nothing that judges it.

Evidence is the only thing that leaves the worker. It holds no live objects, so it can be
stored, compared and judged again without running anyone's code.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from nngrader.language import Text

FORMAT = 1

Shape: TypeAlias = tuple[int | None, ...]
Setting: TypeAlias = bool | int | float | str | tuple[int | float | str, ...] | None
Stage = Literal["load", "preprocess", "build_model", "train"]
MishapName = Literal[
    "unreadable",
    "syntax_error",
    "crashed",
    "timed_out",
    "out_of_cpu",
    "out_of_memory",
    "out_of_disk",
    "too_many_processes",
    "too_much_output",
    "too_many_messages",
    "no_model",
    "tampered",
    "rejected",
    "grader_fault",
]
By = Literal["fit", "train_on_batch"]  #: what trained a network
NotTrained = Literal["made", "compiled"]  #: how far a network came that was not trained
#: How far a network came; "begun": a `fit` that never came to its end.
Reached = Literal[By, NotTrained, "begun", "built"]
Task = Literal["classes", "numbers"]
Exam = Literal["hidden", "training"]
Head = Literal[
    "linear",
    "relu-like",
    "sigmoid-like",
    "tanh-like",
    "softmax",
    "softmax-twice",
    "constant",
    "other",
]


@dataclass(frozen=True)
class Place:
    """A line of the student's own text; in a notebook, counted inside its cell."""

    line: int  #: 1-based
    cell: int | None = None  #: 1-based among all cells; None for a script

    def __str__(self) -> str:
        """Say the place as an editor shows it."""
        return f"line {self.line}" if self.cell is None else f"cell {self.cell}, line {self.line}"


@dataclass(frozen=True, kw_only=True)
class LayerSpec:
    """One layer, told the same way however it was spelled."""

    type: str  #: Keras class name, such as "Dense"
    units: int | None  #: Dense units or Conv filters; None for a layer that has none
    activation: str  #: effective activation, with a following Activation layer merged in
    output_shape: Shape
    parameters: int
    trainable: bool = True
    settings: dict[str, Setting] = field(default_factory=dict)  #: what else sets its behaviour


@dataclass(frozen=True)
class LossSpec:
    """The loss under its full name, so that "mse" and MeanSquaredError() are one."""

    name: str
    from_logits: bool = False
    settings: dict[str, Setting] = field(default_factory=dict)  #: only those unlike the default


@dataclass(frozen=True)
class OptimizerSpec:
    """The optimizer with every setting spelled out, defaults included."""

    name: str
    settings: dict[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ModelSpec:
    """Canonical description of a network and of how it was compiled."""

    layers: tuple[LayerSpec, ...]  #: in the order data flows; inputs left out
    input_shape: Shape
    output_shape: Shape
    parameters: int
    head: Head  #: what the output does when probed, whatever it is called
    loss: LossSpec | None = None  #: None when it was never compiled, or without a loss
    optimizer: OptimizerSpec | None = None  #: None when it was never compiled
    metrics: tuple[str, ...] = ()  #: full names; "... with threshold 0.7" where set unlike usual
    chain: bool = True  #: False for a graph with branches or a model with its own `call`


@dataclass(frozen=True, kw_only=True)
class ArraySpec:
    """What there is to say about an array without keeping it."""

    shape: tuple[int, ...]
    dtype: str
    digest: str  #: blake2b of shape, dtype and bytes
    minimum: float | None = None  #: over finite values; None for text or an empty array
    maximum: float | None = None
    spread: float = 0.0  #: standard deviation over all finite values
    nan_count: int = 0  #: values that are NaN or infinite
    values: tuple[float | str, ...] = ()  #: the distinct values, sorted, when there are at most 20
    counts: tuple[int, ...] = ()  #: how often each of `values` occurs
    means: tuple[float, ...] = ()  #: per column, for a table of at most 64 columns
    spreads: tuple[float, ...] = ()  #: standard deviation per column, likewise
    one_hot: bool = False  #: every row holds a single 1 and zeros
    label_changes: float = 0.0  #: share of neighbouring rows that differ, 0..1
    sample: tuple[float | str, ...] = ()  #: the first values, flattened


@dataclass(frozen=True, kw_only=True)
class Preprocessed:
    """What `preprocess` gave back, and how it behaved when asked again."""

    x_train: ArraySpec
    y_train: ArraySpec
    x_test: ArraySpec
    repeatable: bool  #: the same rows in gave the same rows out, whatever their order
    train_follows_test: bool  #: other test rows changed the training rows
    test_follows_itself: bool  #: a test row came out differently beside other test rows


@dataclass(frozen=True, kw_only=True)
class FitCall:
    """One call of `fit` as the student wrote it."""

    epochs: int
    batch_size: int
    x: ArraySpec
    y: ArraySpec
    validation_split: float = 0.0
    validation_rows: int = 0  #: rows of `validation_data`; 0 without it
    shuffle: bool = True
    callbacks: tuple[str, ...] = ()
    class_weight: bool = False
    sample_weight: bool = False
    place: Place | None = None  #: None when Keras was called from outside the student's text
    repeated: int = 1  #: how many equal calls followed one another
    completed: bool = True  #: False when it raised or never came back
    by: By = "fit"  #: what was called
    validated: bool = False  #: `validation_data` was given, whether or not its rows are known
    network: int = 0  #: its number among the candidates
    validation_x: ArraySpec | None = None  #: of `validation_data`, where its rows are known
    validation_y: ArraySpec | None = None
    validation_met: float | None = None  #: share of its rows that are trained on as well, 0..1
    telling: int | None = None  #: a column of the inputs that is a linear function of the labels


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One call of `evaluate` or `predict`, as the student wrote it."""

    by: Literal["evaluate", "predict"]
    x: ArraySpec
    y: ArraySpec | None = None  #: None where no labels were given
    network: int = 0  #: its number among the candidates
    after: int = 0  #: trainings, of any network, that were completed before
    met: float | None = None  #: share of its rows that the last `fit` trained on; None: unknown
    place: Place | None = None
    repeated: int = 1  #: how many equal calls came from the same line


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A network that a script made: one of several that may be meant."""

    number: int  #: in the order in which they appeared, from 0
    reached: Reached
    place: Place | None = None  #: of its last training, else of `compile`, else where it was made
    model: ModelSpec | None = None  #: None when it never learned what it reads
    epochs: int = 0  #: asked for, of all its trainings
    unsuited: str = ""  #: why it does not suit the task, such as "it reads 3 numbers"
    chosen: bool = False


@dataclass(frozen=True)
class Healed:
    """A line of old Keras that was rewritten before the submission ran."""

    number: str  #: of the breakage in research/diagnosis.md, such as "K25"
    place: Place
    before: str
    after: str
    why: str  #: one sentence


@dataclass(frozen=True)
class KerasWarning:
    """A warning that Keras or NumPy raised while the student's code ran."""

    category: str
    message: str
    place: Place | None = None


@dataclass(frozen=True)
class StageError:
    """Where the student's code stopped, and what Python said."""

    stage: Stage
    kind: str  #: exception class name, such as "ValueError"
    message: str
    place: Place | None = None
    text: str = ""  #: the student's line at that place, without its indentation


@dataclass(frozen=True)
class Wrong:
    """A hidden row that the network answered wrongly, with what it was shown."""

    row: int
    truth: int  #: index into the classes
    answer: int
    confidence: float  #: 0..1, as the network claims
    pixels: tuple[int, ...] = ()  #: 28x28 grey values 0..255 for a digit, else empty


@dataclass(frozen=True)
class Surface:
    """What a two-input network answers over a square grid of inputs."""

    low: float
    high: float
    steps: int
    values: tuple[float, ...]  #: steps x steps; index = step of 2nd input * steps + step of 1st


@dataclass(frozen=True, kw_only=True)
class AskedAgain:
    """How far the answers for hidden rows moved when the trained network was asked once more.

    Each is the largest difference of two answers, in parts of them beyond 1.
    """

    rows: int
    together: float  #: in the other order and in other batches at once
    repeated: float = 0.0  #: as they were; this and the next two are asked only if `together` moved
    reordered: float = 0.0
    regrouped: float = 0.0  #: in batches of another size


@dataclass(frozen=True, kw_only=True)
class Untrained:
    """How the hand-in's own network answered hidden rows before `train` taught it anything."""

    rows: int
    right: int
    chance: float  #: that so many are right by guessing the most frequent class
    unlike: int = (
        0  #: weight arrays with a number no fresh draw comes near; counted if chance is low
    )
    written: int = 0  #: numbers of weights that stand in the initializers; counted likewise


@dataclass(frozen=True, kw_only=True)
class OwnAnswers:
    """What a `predict` that is not Keras's says, beside the network with the same weights."""

    replaced: tuple[str, ...]  #: functions of Keras, such as "predict"
    rows: int  #: for which the network is not on the fence
    differing: int  #: of these, in another class
    self_reported: bool = False  #: the network was asked beside the student's own code


@dataclass(frozen=True, kw_only=True)
class Turned:
    """A self-reported training repeated with every label turned to the next class."""

    rows: int
    right: int  #: hidden rows answered with their true class all the same
    before: int  #: with the labels as they are
    chance: float  #: that so many are right by guessing the most frequent class


@dataclass(frozen=True, kw_only=True)
class HiddenRows:
    """Hidden rows found among those given to `fit`, that no training row explains."""

    rows: int  #: hidden rows that differ from all training rows
    found: int
    fitted: int  #: rows given to `fit`
    given: int  #: training rows handed to `preprocess`


@dataclass(frozen=True, kw_only=True)
class LayerProbe:
    """How one layer with weights fared in a training, probed with rows it was trained on."""

    layer: int  #: index into the layers of the network
    dead: float = 0.0  #: share of its units whose output is 0 for every probed row, 0..1
    saturated: float = 0.0  #: share of its outputs within 1 % of a limit of sigmoid or tanh, 0..1
    gradient: float | None = None  #: norm of the loss's gradient by its kernel, without penalties
    first_gradient: float | None = None  #: the same before training; None where not finite
    moved: float = 0.0  #: how far training moved its kernel, in parts of the kernel's norm before
    largest: float | None = None  #: largest weight after training, sign aside; None: not finite
    twins: bool = False  #: two units or more, and all have the same weights after training


@dataclass(frozen=True, kw_only=True)
class OwnRows:
    """What the trained network answers for rows that it was trained on."""

    rows: int  #: that were asked about
    accuracy: float | None = None  #: share answered with their class; None for numbers
    explained: float | None = None  #: 1 - squared error / variance of the labels; for numbers
    least: float | None = None  #: of all answers; None where none is finite
    most: float | None = None
    sums: tuple[float, float] | None = None  #: least and largest sum of one row's answers
    counts: tuple[int, ...] = ()  #: how often each class is answered; empty for numbers
    truth_counts: tuple[int, ...] = ()  #: how often each class is the label
    nan_count: int = 0  #: answers that are not finite
    alike: bool = False  #: every row gets the same answer, to 1e-6
    sample: tuple[tuple[float, ...], ...] = ()  #: the answers to the first rows, at most 5
    truth: tuple[tuple[float, ...], ...] = ()  #: their labels


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A short training with one thing changed, to see whether that was the cause."""

    change: str  #: name of the change, a file in the room `trials`
    rule: str  #: that asked for it
    seed: int
    epochs: int
    before: dict[str, tuple[float | None, ...]]  #: history as it was
    after: dict[str, tuple[float | None, ...]]  #: history with the change
    reached: float  #: accuracy, or share of variance explained, on rows trained on; as it was
    reaches: float  #: with the change
    confirms: bool  #: the change made the difference that the rule's cause predicts


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """One seeded training and what the trained network answers on the hidden rows."""

    seed: int
    epochs: int  #: epochs really trained
    history: dict[str, tuple[float | None, ...]]  #: per epoch; None where it was not finite
    accuracy: float  #: share of hidden rows answered rightly, 0..1, counted by the supervisor
    answers: tuple[int, ...]  #: class index per hidden row; -1 where the answer is no class
    wrong: tuple[Wrong, ...] = ()  #: the most confident mistakes first, at most 8
    surface: Surface | None = None  #: None unless the network has two inputs
    warnings: tuple[KerasWarning, ...] = ()
    error: str = ""  #: why training stopped early; empty when it did not
    self_reported: bool = False  #: trained beside the student's own code
    remembered: bool = False  #: the same network was trained before, and nothing was trained now
    seconds: float = 0.0  #: that the training took, when it was done
    asked: int = 0  #: epochs that the code asked for; 0 where nobody counted
    cut: Literal["", "time", "epochs"] = ""  #: which budget ended it before all epochs were done
    judged: int = 0  #: the epoch whose network answered; the best one where it was cut
    engine: Literal["loop", "fit"] = "fit"  #: the compiled loop, or Keras's `fit` itself
    why_fit: str = ""  #: why it was `fit`; empty for the loop
    again: AskedAgain | None = None  #: None where it could not be asked
    first_loss: float | None = None  #: as `evaluate` counts it, before any training; None: unknown
    layers: tuple[LayerProbe, ...] = ()  #: those with weights; empty where nobody could probe
    own: OwnRows | None = None  #: None where it could not be asked


@dataclass(frozen=True)
class Answered:
    """What the sandboxed child answered to `submission.call(...)`."""

    function: str
    asked: str  #: digest of the arguments
    arrays: tuple["Table", ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Table:
    """A small array kept whole, so that a stored answer can be replayed."""

    shape: tuple[int, ...]
    dtype: str
    values: tuple[float | str, ...]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything measured about one submission. Partial where the code stopped early."""

    assignment: str
    student: str
    classes: tuple[str, ...]  #: names of the answers, in the order of the class indices
    truth: tuple[int, ...] = ()  #: class index per hidden row; never sent to a child
    data: str = ""  #: where the rows came from, for people
    data_digest: str = ""
    stand_in: bool = False  #: True when the real data could not be had
    source: tuple[str, ...] = ()  #: the student's lines
    unfinished: tuple[Stage, ...] = ()  #: blanks still holding `raise NotImplementedError`
    blanks: dict[str, Place] = field(default_factory=dict)  #: where each function starts
    preprocessed: Preprocessed | None = None  #: None when the code did not get that far
    model: ModelSpec | None = None  #: None likewise
    fits: tuple[FitCall, ...] = ()
    aligned: float | None = None  #: share of known training rows that still carry their label, 0..1
    runs: tuple[TrainingRun, ...] = ()
    error: StageError | None = None  #: None when nothing stopped it
    warnings: tuple[KerasWarning, ...] = ()
    calls: tuple[Answered, ...] = ()
    output: str = ""  #: what the student's code printed, capped
    self_reported: str = ""  #: why the model could not be rebuilt; empty when it could
    untrained: Untrained | None = None  #: None where it could not be asked
    own_answers: OwnAnswers | None = None  #: None where `predict` is Keras's own
    turned: Turned | None = None  #: None unless self-reported and better than guessing
    hidden_rows: HiddenRows | None = None  #: None where none were found
    script: bool = False  #: graded without the contract's functions
    candidates: tuple[Candidate, ...] = ()  #: of a script: every network that it made
    choice: str = ""  #: of a script: why the chosen candidate, in one sentence
    unasked: str = ""  #: of a script: why the hidden rows could not be asked; empty when they were
    healed: tuple[Healed, ...] = ()  #: lines of old Keras that were rewritten first
    notebook: tuple[str, ...] = ()  #: what the notebook itself says, one sentence each
    asked: tuple[Asking, ...] = ()  #: calls of `evaluate` and `predict`, in their order
    trials: tuple[Trial, ...] = ()  #: what was tried to confirm a finding
    task: Task = "classes"  #: what the labels are: classes, or numbers to be met
    exam: Exam = "hidden"  #: which rows the runs were judged by
    isolation: int = 1
    versions: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    format: int = FORMAT


@dataclass(frozen=True)
class Mishap:
    """The submission did not run to its end: what happened, and what was seen before."""

    name: MishapName
    message: str  #: one sentence for the student, in English
    captured: Evidence
    place: Place | None = None
    words: Text | None = None  #: the same sentence, to be said in any language; None in old records

    @classmethod
    def told(
        cls, name: MishapName, words: Text, captured: Evidence, place: Place | None = None
    ) -> "Mishap":
        """Make one of a sentence for the student."""
        return cls(name, str(words), captured, place, words)

    @property
    def spoken(self) -> Text | str:
        """The sentence, to be said in any language as far as its words were kept."""
        return self.words or self.message
