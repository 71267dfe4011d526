# %% [markdown]
# # Read handwritten digits
#
# MNIST holds 70,000 small grey pictures of the digits 0 to 9, written by clerks and by school
# students. You get 60,000 of them with their labels. The other 10,000 are the exam.
#
# Fill in the three functions below. Each says what comes in and what must go out. Then run
# `pytest --grade` in this folder. The lesson is in `README.md`.

# %%
import keras
import numpy as np

# %% [markdown]
# ## 1. The pictures
#
# A picture is a table of 28 rows of 28 whole numbers, from 0 (paper) to 255 (ink).


# %%
def preprocess(x_train, y_train, x_test):
    """Bring the pixels to 0..1 and the labels into the form that your loss reads.

    In:  x_train  whole numbers 0..255 (uint8), shape (60000, 28, 28)
         y_train  whole numbers 0..9 (uint8), shape (60000,)
         x_test   whole numbers 0..255 (uint8), shape (10000, 28, 28): without labels
    Out: x_train  numbers 0..1, shape (60000, 784); or (60000, 28, 28) if your network
                  flattens the pictures itself; or (60000, 28, 28, 1) for a convolution
         y_train  class numbers of shape (60000,), or one column per digit, (60000, 10)
         x_test   made in the same way as x_train, 10000 rows

    Ask yourself: which number brings 255 to 1? Which kind of number can hold a half? And does
    every row of your result still hold exactly one picture?
    """

    ### BEGIN SOLUTION
    def to_rows(pictures):
        return pictures.reshape(len(pictures), 784).astype("float32") / 255

    y_train = keras.utils.to_categorical(y_train, 10)
    return to_rows(x_train), y_train, to_rows(x_test)
    ### END SOLUTION


# %% [markdown]
# ## 2. The network
#
# The classic network for this task has two hidden layers of 512 units each.


# %%
def build_model():
    """Build and compile the network.

    Out: a compiled keras.Sequential that takes one picture in the shape that preprocess gives it
         and answers 10 numbers, shape (rows, 10), that add up to 1: one share per digit

    Ask yourself: how many numbers describe one picture? What would two layers in a row be without
    an activation between them? Which loss reads labels in the form in which you made them?
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
        metrics=["accuracy"],
    )
    return model
    ### END SOLUTION


# %% [markdown]
# ## 3. The training


# %%
def train(model, x, y):
    """Train the network and return the history of the training.

    In:  model  what build_model gave back
         x      numbers, one picture per row, 60000 rows
         y      labels as preprocess returned them, 60000 rows
    Out: the History object that Keras hands back when it has trained

    Ask yourself: how many steps is one epoch with your batch size?
    """
    ### BEGIN SOLUTION
    return model.fit(x, y, epochs=3, batch_size=128, verbose=2)
    ### END SOLUTION


# %% [markdown]
# ## Try it at home
#
# This part is for you; the grader skips it. Keras downloads the pictures once.

# %%
if __name__ == "__main__":
    (pictures, digits), (exam, exam_digits) = keras.datasets.mnist.load_data()
    x_train, y_train, x_test = preprocess(pictures, digits, exam)
    model = build_model()
    train(model, x_train, y_train)
    answers = np.argmax(model.predict(x_test), axis=1)
    print("Right:", np.sum(answers == exam_digits), "of", len(exam_digits))
