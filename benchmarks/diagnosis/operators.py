"""One small change of a program each: which fault it makes, and where it applies.

Every function changes the tree that it is given and says whether it did. `certain` faults need no
training to be proven: they stop the program, or the text says all.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.diagnosis import trees

Change = Callable[[ast.Module], bool]


@dataclass(frozen=True)
class Operator:
    """A kind of fault."""

    name: str
    main: str  #: its id in the catalogue
    change: Change
    accept: tuple[str, ...] = ()  #: which other names are as right
    certain: bool = False
    harmless: bool = False  #: it must be explained, never failed
    training: bool = False  #: nothing but a training can show it


OPERATORS: list[Operator] = []


def _makes(
    main: str,
    *accept: str,
    certain: bool = False,
    harmless: bool = False,
    training: bool = False,
) -> Callable[[Change], Change]:
    """Put an operator on the list, under the name of its function."""

    def listed(change: Change) -> Change:
        named = Operator(
            change.__name__, main, change, accept, certain or harmless, harmless, training
        )
        OPERATORS.append(named)
        return change

    return listed


CROSS_ENTROPY = {
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
}
SQUARED = {"mse", "mean_squared_error"}


# -- The last layer, the loss and the labels -------------------------------------------------------


@_makes("L01", certain=True)
def softmax_on_one_unit(tree: ast.Module) -> bool:
    return trees.units(trees.last(tree)) == 1 and trees.swap_activation(
        trees.last(tree), {"sigmoid"}, "softmax"
    )


@_makes("L02", certain=True)
def categorical_loss_on_one_unit(tree: ast.Module) -> bool:
    return trees.units(trees.last(tree)) == 1 and trees.swap_loss(
        tree, {"binary_crossentropy"}, "categorical_crossentropy"
    )


@_makes("L03", harmless=True)
def sigmoid_for_one_of_many(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"softmax"}, "sigmoid"
    )


@_makes("L04", certain=True)
def softmax_forgotten(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"softmax"}, "linear"
    )


@_makes("L07", "L04", certain=True)
def sigmoid_forgotten(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"sigmoid"}, "linear"
    )


@_makes("L05", "L08", certain=True)
def relu_at_the_end(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"softmax"}, "relu"
    )


@_makes("L08", "L05", certain=True)
def relu_for_yes_or_no(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"sigmoid"}, "relu"
    )


@_makes("L05", "L07", certain=True)
def tanh_at_the_end(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.swap_activation(
        trees.last(tree), {"softmax", "sigmoid"}, "tanh"
    )


@_makes("L17", certain=True)
def sigmoid_for_signed_targets(tree: ast.Module) -> bool:
    return trees.loss(tree) in SQUARED and trees.swap_activation(
        trees.last(tree), {"tanh"}, "sigmoid"
    )


@_makes("L17", certain=True)
def sigmoid_for_large_targets(tree: ast.Module) -> bool:
    return (
        trees.loss(tree) in SQUARED
        and trees.activation(trees.last(tree)) == "linear"
        and trees.set_activation(trees.last(tree), "sigmoid")
    )


@_makes("L06", certain=True)
def softmax_twice(tree: ast.Module) -> bool:
    softmax = trees.activation(trees.last(tree)) == "softmax"
    return softmax and trees.add_layer(tree, "keras.layers.Softmax()")


@_makes("L09", harmless=True)
def yes_or_no_loss_for_one_of_many(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"categorical_crossentropy"}, "binary_crossentropy")


@_makes("L12", "L09", "L14", "L18", certain=True)
def yes_or_no_loss_for_class_numbers(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"sparse_categorical_crossentropy"}, "binary_crossentropy")


@_makes("L14", certain=True)
def categorical_loss_for_class_numbers(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"sparse_categorical_crossentropy"}, "categorical_crossentropy")


@_makes("L15", certain=True)
def sparse_loss_for_columns(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"categorical_crossentropy"}, "sparse_categorical_crossentropy")


@_makes("L16", harmless=True)
def squared_error_for_columns(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"categorical_crossentropy"}, "mse")


@_makes("L18", certain=True)
def squared_error_for_class_numbers(tree: ast.Module) -> bool:
    return trees.swap_loss(tree, {"sparse_categorical_crossentropy"}, "mse")


@_makes("L11", certain=True)
def one_yes_or_no_for_many_classes(tree: ast.Module) -> bool:
    last, more = trees.last(tree), "sparse_categorical_crossentropy"
    return (
        trees.units(last) > 2
        and trees.swap_loss(tree, {more}, "binary_crossentropy")
        and trees.set_units(last, 1)
        and trees.set_activation(last, "sigmoid")
    )


@_makes("L12", "L13", certain=True)
def one_output_too_few(tree: ast.Module) -> bool:
    last = trees.last(tree)
    return trees.units(last) > 2 and trees.set_units(last, trees.units(last) - 1)


@_makes("L13", "L12", certain=True)
def classes_counted_from_one(tree: ast.Module) -> bool:
    return trees.loss(tree) == "sparse_categorical_crossentropy" and trees.before_fit(
        tree, "{y} = {y} + 1"
    )


@_makes("L10", certain=True)
def no_is_minus_one(tree: ast.Module) -> bool:
    return trees.loss(tree) == "binary_crossentropy" and trees.before_fit(
        tree, "{y} = 2.0 * {y} - 1"
    )


@_makes("L19", "L14", certain=True)
def labels_as_text(tree: ast.Module) -> bool:
    return trees.loss(tree) in CROSS_ENTROPY and trees.before_fit(tree, "{y} = {y}.astype(str)")


@_makes("L20", "L12", certain=True)
def columns_twice(tree: ast.Module) -> bool:
    return trees.loss(tree) == "categorical_crossentropy" and trees.before_fit(
        tree, "{y} = keras.utils.to_categorical({y})"
    )


@_makes("L21", certain=True)
def accuracy_as_an_object(tree: ast.Module) -> bool:
    return trees.set_metrics(tree, "[keras.metrics.Accuracy()]")


@_makes("L22", "T05", certain=True)
def loss_turned_over(tree: ast.Module) -> bool:
    turned = "lambda y_true, y_pred: -keras.losses.mean_squared_error(y_true, y_pred)"
    return trees.loss(tree) in SQUARED and trees.set_loss(tree, turned)


@_makes("L23", "D19", "T10", certain=True, training=True)
def labels_shuffled(tree: ast.Module) -> bool:
    return trees.loads(tree) and trees.before_fit(tree, "{y} = np.random.permutation({y})")


@_makes("L24", certain=True)
def one_class_only(tree: ast.Module) -> bool:
    lines = "{x}, {y} = ({x}[{y} == {y}[0]], {y}[{y} == {y}[0]])"
    return trees.loss(tree) == "sparse_categorical_crossentropy" and trees.before_fit(tree, lines)


@_makes("L26", "L24", certain=True)
def labels_divided_like_pixels(tree: ast.Module) -> bool:
    return trees.loss(tree) == "sparse_categorical_crossentropy" and trees.before_fit(
        tree, "{y} = {y} / 255"
    )


# -- The data --------------------------------------------------------------------------------------


@_makes("D01", certain=True)
def pixels_not_scaled(tree: ast.Module) -> bool:
    return trees.undivided(tree, 255)


@_makes("D01", training=True)
def measurements_not_scaled(tree: ast.Module) -> bool:
    return trees.drop_scaler(tree, {"fit_transform", "transform"})


@_makes("D02", "E05", certain=True)
def test_rows_not_scaled(tree: ast.Module) -> bool:
    return trees.drop_scaler(tree, {"transform"})


@_makes("D03", "D02", "E05", certain=True)
def test_rows_scaled_by_themselves(tree: ast.Module) -> bool:
    return trees.rename_method(tree, "transform", "fit_transform")


@_makes("D04", certain=True)
def a_missing_number(tree: ast.Module) -> bool:
    return trees.before_fit(tree, "{x} = {x}.astype('float32')\n{x}[1] = np.nan")


@_makes("D05", certain=True)
def checked_with_learned_rows(tree: ast.Module) -> bool:
    return (
        trees.loads(tree)
        and not trees.has_fit(tree, "validation_data", "validation_split")
        and trees.set_fit(tree, "validation_data", "({x}[:20], {y}[:20])")
    )


@_makes("D06", "D07", certain=True)
def split_of_sorted_rows(tree: ast.Module) -> bool:
    return (
        trees.loss(tree) == "sparse_categorical_crossentropy"
        and not trees.has_fit(tree, "validation_data")
        and trees.before_fit(tree, "{x}, {y} = ({x}[np.argsort({y})], np.sort({y}))")
        and trees.set_fit(tree, "validation_split", "0.2")
    )


@_makes("D11", "A21", "D12", "L12", certain=True)
def flatten_forgotten(tree: ast.Module) -> bool:
    return trees.drop_layer(tree, {"Flatten"})


@_makes("D12", "D09", certain=True)
def one_input_too_many(tree: ast.Module) -> bool:
    return trees.widen_input(tree)


@_makes("D13", certain=True)
def one_row_without_its_axis(tree: ast.Module) -> bool:
    return trees.at_the_end(tree, "print({model}.predict(np.array({x}[0])))")


@_makes("D02", "E05", "D17", certain=True)
def pixels_divided_twice(tree: ast.Module) -> bool:
    return trees.mentions_division(tree, 255) and trees.before_fit(tree, "{x} = {x} / 255")


@_makes("D18", certain=True)
def lists_for_arrays(tree: ast.Module) -> bool:
    return trees.before_fit(tree, "{x}, {y} = ({x}.tolist(), {y}.tolist())")


# -- The network -----------------------------------------------------------------------------------


@_makes("A01", "A02", "T10", "T18", training=True)
def hidden_layers_dropped(tree: ast.Module) -> bool:
    return trees.drop_hidden(tree)


@_makes("A02", "A01", certain=True)
def hidden_layers_linear(tree: ast.Module) -> bool:
    pooled = trees.calls(tree, "MaxPooling2D")  # it bends as well
    return not pooled and trees.each(
        trees.hidden(tree), lambda layer: trees.set_activation(layer, "linear")
    )


@_makes("A04", certain=True)
def hidden_softmax(tree: ast.Module) -> bool:
    return trees.each(trees.hidden(tree), lambda layer: trees.set_activation(layer, "softmax"))


@_makes("A05", "T12", training=True)
def one_hidden_unit(tree: ast.Module) -> bool:
    return trees.each(trees.hidden(tree)[-1:], lambda layer: trees.set_units(layer, 1))


@_makes("A08", training=True)
def dropout_of_nine_tenths(tree: ast.Module) -> bool:
    return trees.add_layer(tree, "keras.layers.Dropout(0.9)", before_last=True)


@_makes("A08", certain=True)
def dropout_of_the_answers(tree: ast.Module) -> bool:
    return trees.add_layer(tree, "keras.layers.Dropout(0.5)")


@_makes("A09", certain=True)
def all_weights_zero(tree: ast.Module) -> bool:
    return trees.give_all(tree, "kernel_initializer", "'zeros'")


@_makes("A10", training=True)
def enormous_weights(tree: ast.Module) -> bool:
    return trees.give_all(
        tree, "kernel_initializer", "keras.initializers.RandomNormal(stddev=20.0)"
    )


@_makes("A11", certain=True)
def hidden_layers_frozen(tree: ast.Module) -> bool:
    return trees.each(
        trees.hidden(tree), lambda layer: trees.set_keyword(layer, "trainable", "False")
    )


@_makes("A14", certain=True)
def kernel_of_old_keras(tree: ast.Module) -> bool:
    return trees.three_numbers(tree)


@_makes("A19", training=True)
def crushing_penalty(tree: ast.Module) -> bool:
    return trees.give_all(tree, "kernel_regularizer", "keras.regularizers.L2(1.0)")


@_makes("A20", training=True)
def bias_removed(tree: ast.Module) -> bool:
    return trees.give_all(tree, "use_bias", "False")


# -- The training ----------------------------------------------------------------------------------


@_makes("T01", certain=True)
def not_compiled(tree: ast.Module) -> bool:
    return trees.drop_call(tree, "compile")


@_makes("T03", "T09", "T10", "T11", "T12", "T14", training=True)
def rate_times_hundred(tree: ast.Module) -> bool:
    return trees.scale_rate(tree, 100)


@_makes("T04", "T06", "T10", "T18", "T19", training=True)
def rate_by_thousand(tree: ast.Module) -> bool:
    return trees.scale_rate(tree, 0.001)


@_makes("T05", "T23", certain=True)
def rate_zero(tree: ast.Module) -> bool:
    return trees.scale_rate(tree, 0)


@_makes("T05", certain=True)
def rate_negative(tree: ast.Module) -> bool:
    return trees.scale_rate(tree, -1)


@_makes("T06", "T04", "T18", "T19", training=True)
def one_epoch(tree: ast.Module) -> bool:
    return trees.set_fit(tree, "epochs", "1")


@_makes("T07", "T06", "T04", "T19", training=True)
def batch_of_everything(tree: ast.Module) -> bool:
    return trees.loads(tree) and trees.set_fit(tree, "batch_size", "len({x})")


@_makes("T08", "T04", "T06", "T10", "T18", "T19", training=True)
def plain_descent(tree: ast.Module) -> bool:
    return trees.set_optimizer(tree, "'sgd'")


@_makes("T20", certain=True)
def stopping_by_what_is_not_measured(tree: ast.Module) -> bool:
    return not trees.has_fit(
        tree, "validation_data", "validation_split", "callbacks"
    ) and trees.set_fit(
        tree, "callbacks", "[keras.callbacks.EarlyStopping(monitor='val_loss', patience=3)]"
    )


@_makes("T23", "T06", certain=True)
def no_epoch(tree: ast.Module) -> bool:
    return trees.set_fit(tree, "epochs", "0")


# -- The score -------------------------------------------------------------------------------------


@_makes("E01", certain=True)
def examined_with_learned_rows(tree: ast.Module) -> bool:
    return trees.evaluate_on_training(tree)


@_makes("E02", "E01", certain=True)
def argmax_of_one_column(tree: ast.Module) -> bool:
    return (
        trees.units(trees.last(tree)) == 1
        and trees.activation(trees.last(tree)) == "sigmoid"
        and trees.at_the_end(
            tree,
            "print('right:', np.mean(np.argmax({model}.predict({x}), axis=1) == np.ravel({y})))",
        )
    )


@_makes("E04", "E01", certain=True)
def column_beside_row(tree: ast.Module) -> bool:
    return (
        trees.units(trees.last(tree)) == 1
        and trees.activation(trees.last(tree)) == "sigmoid"
        and trees.at_the_end(
            tree, "print('right:', np.mean(({model}.predict({x}) > 0.5) == np.ravel({y})))"
        )
    )
