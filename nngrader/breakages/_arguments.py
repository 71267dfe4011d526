"""Arguments that today's functions do not take, and what they are called now."""

from nngrader.breakages._spelling import arguments, nearest
from nngrader.language import Text, say

#: What an argument was called, and what it is called now where that is an argument at all.
RENAMED = {
    "lr": ("learning_rate",),
    "nb_epoch": ("epochs",),
    "epoch": ("epochs",),
    "samples_per_epoch": ("steps_per_epoch",),
    "nb_val_samples": ("validation_steps",),
    "output_dim": ("units",),
    "init": ("kernel_initializer", "embeddings_initializer", "gamma_initializer"),
    "inner_init": ("recurrent_initializer",),
    "inner_activation": ("recurrent_activation",),
    "W_regularizer": ("kernel_regularizer", "embeddings_regularizer"),
    "b_regularizer": ("bias_regularizer",),
    "W_constraint": ("kernel_constraint", "embeddings_constraint"),
    "b_constraint": ("bias_constraint",),
    "dropout_W": ("dropout",),
    "dropout_U": ("recurrent_dropout",),
    "bias": ("use_bias",),
    "border_mode": ("padding",),
    "subsample": ("strides",),
    "dim_ordering": ("data_format",),
    "nb_filter": ("filters",),
    "nb_row": ("kernel_size",),
    "nb_col": ("kernel_size",),
    "p": ("rate",),
    "alpha": ("negative_slope",),
    "input": ("inputs",),
    "output": ("outputs",),
    "nb_classes": ("num_classes",),
    "metric": ("metrics",),
    "period": ("save_freq",),
    "std": ("stddev",),
    "l": ("l1", "l2"),
    "validation": ("validation_data",),
}
ACCURACY = say("ask for the accuracy with `metrics=['accuracy']` in `compile`")
OF_OPTIMIZER = say("the learning rate belongs to the optimizer, as in `Adam(learning_rate=...)`")
LAYER_WORKS = say("the layer works without it")
CALLBACK_WORKS = say("the callback works without it")
FIT_WORKS = say("`fit` works without it")
#: What has no name today: by function, or "" for all, and argument.
GONE = {
    ("fit", "show_accuracy"): ACCURACY,
    ("evaluate", "show_accuracy"): ACCURACY,
    ("compile", "class_mode"): say("the loss alone says what kind of answer is learned"),
    ("compile", "lr"): OF_OPTIMIZER,
    ("fit", "lr"): OF_OPTIMIZER,
    ("BatchNormalization", "mode"): LAYER_WORKS,
    ("TensorBoard", "batch_size"): CALLBACK_WORKS,
    ("TensorBoard", "write_grads"): CALLBACK_WORKS,
    ("", "batch_input_shape"): say(
        "an `Input(batch_shape=...)` line before the first layer says it"
    ),
    ("", "workers"): FIT_WORKS,
    ("", "use_multiprocessing"): FIT_WORKS,
    ("", "max_queue_size"): FIT_WORKS,
}


def argument(owner: str, word: str) -> Text:
    """Say what became of an argument that `owner` does not take."""
    known = arguments(owner)
    gone = GONE.get((owner, word)) or GONE.get(("", word))
    if gone:
        return say("The argument `{word}` was removed; {gone}.", word=word, gone=gone)
    now = [name for name in RENAMED.get(word, ()) if name in known]
    if now:
        return renamed(word, now[0])
    who = say("An optimizer") if owner == "optimizer" else f"`{owner}`"
    meant = nearest(word, known)
    if meant:
        return say(
            "{who} has no argument `{word}`; today's spelling is `{meant}`.",
            who=who,
            word=word,
            meant=meant,
        )
    return say("{who} has no argument `{word}`. What was it meant to do?", who=who, word=word)


def renamed(word: str, now: str) -> Text:
    """Say what an argument is called now."""
    return say(
        "The argument `{word}` was renamed; today's spelling is `{now}`.", word=word, now=now
    )
