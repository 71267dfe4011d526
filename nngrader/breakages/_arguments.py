"""Arguments that today's functions do not take, and what they are called now."""

from nngrader.breakages._spelling import arguments, nearest

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
#: What has no name today: by function, or "" for all, and argument.
GONE = {
    ("fit", "show_accuracy"): "ask for the accuracy with `metrics=['accuracy']` in `compile`",
    ("evaluate", "show_accuracy"): "ask for the accuracy with `metrics=['accuracy']` in `compile`",
    ("compile", "class_mode"): "the loss alone says what kind of answer is learned",
    (
        "compile",
        "lr",
    ): "the learning rate belongs to the optimizer, as in `Adam(learning_rate=...)`",
    ("fit", "lr"): "the learning rate belongs to the optimizer, as in `Adam(learning_rate=...)`",
    ("BatchNormalization", "mode"): "the layer works without it",
    ("TensorBoard", "batch_size"): "the callback works without it",
    ("TensorBoard", "write_grads"): "the callback works without it",
    ("", "batch_input_shape"): "an `Input(batch_shape=...)` line before the first layer says it",
    ("", "workers"): "`fit` works without it",
    ("", "use_multiprocessing"): "`fit` works without it",
    ("", "max_queue_size"): "`fit` works without it",
}


def argument(owner: str, word: str) -> str:
    """Say what became of an argument that `owner` does not take."""
    known = arguments(owner)
    gone = GONE.get((owner, word)) or GONE.get(("", word))
    if gone:
        return f"The argument `{word}` was removed; {gone}."
    now = [name for name in RENAMED.get(word, ()) if name in known]
    if now:
        return f"The argument `{word}` was renamed; today's spelling is `{now[0]}`."
    who = "An optimizer" if owner == "optimizer" else f"`{owner}`"
    meant = nearest(word, known)
    guess = f"; today's spelling is `{meant}`" if meant else ""
    question = "" if meant else " What was it meant to do?"
    return f"{who} has no argument `{word}`{guess}.{question}"
