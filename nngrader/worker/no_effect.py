"""Settings that a script makes and Keras never reads: the code looks right and does nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from keras.src.optimizers.base_optimizer import BaseOptimizer

from nngrader.worker.capture import Recorder, line_of_caller

CATEGORY = "NoEffect"
IGNORED = frozenset({"lr", "decay"})  #: attributes that optimizers had in Keras 2


@dataclass
class Optimizers:
    """The optimizers that the script itself makes, and what it sets on them."""

    recorder: Recorder
    made: list[tuple[Any, int]] = field(default_factory=list)  #: with the line
    stepped: list[Any] = field(default_factory=list)  #: used in a loop of the script's own

    def install(self) -> None:
        """Hook what all optimizers are made of."""
        begin, attach, step = (
            BaseOptimizer.__init__,
            BaseOptimizer.__setattr__,
            BaseOptimizer.apply,
        )

        def __init__(optimizer: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
            begin(optimizer, *args, **kwargs)
            self.made.append((optimizer, line_of_caller(self.recorder.filename)))

        def __setattr__(optimizer: Any, name: str, value: Any) -> None:  # noqa: N807
            if name in IGNORED and not hasattr(type(optimizer), name):
                self._ignored(optimizer, name, value)
            attach(optimizer, name, value)

        def apply(optimizer: Any, *args: Any, **kwargs: Any) -> Any:
            if not self.recorder.inside:
                self.stepped.append(optimizer)
            return step(optimizer, *args, **kwargs)

        BaseOptimizer.__init__ = __init__
        BaseOptimizer.__setattr__ = __setattr__
        BaseOptimizer.apply = apply

    def _ignored(self, optimizer: Any, name: str, value: Any) -> None:
        line = line_of_caller(self.recorder.filename)
        if line:
            rate = float(optimizer.learning_rate)
            told = (
                f"Setting `{name}` to {value!s:.20} changes nothing: Keras reads `learning_rate`, "
                f"which is still {rate:g}."
            )
            self.recorder.warned(CATEGORY, told, line)

    def tell_unused(self, models: list[Any], namespace: dict[str, Any]) -> None:
        """Warn of optimizers that the script holds by a name and gave to no network."""
        used = [getattr(model, "optimizer", None) for model in models] + self.stepped
        if not any(model.compiled for model in models):
            return
        for name, optimizer, line in self._named(namespace):
            if not any(optimizer is one for one in used):
                told = (
                    f"`{name}` is an optimizer ({type(optimizer).__name__}, learning rate "
                    f"{float(optimizer.learning_rate):g}), and no network was compiled with it."
                )
                self.recorder.warned(CATEGORY, told, line)

    def _named(self, namespace: dict[str, Any]) -> Iterator[tuple[str, Any, int]]:
        for optimizer, line in self.made:
            held = (name for name, value in [*namespace.items()] if value is optimizer)
            if line and (name := next(held, "")):
                yield name, optimizer, line
