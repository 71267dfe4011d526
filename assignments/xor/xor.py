# %% [markdown]
# # Teach a network XOR
#
# A shop sorts its customers into four segments, by age and by income. Two of the four stay loyal:
# the young with a middle income, and the old with a high one. In other words, a segment is loyal
# when exactly one of "young" and "high" is true. That is XOR, and no straight line can draw it.
#
# Fill in the three functions below. Each says what comes in and what must go out. Then run
# `pytest --grade` in this folder. The lesson is in `README.md`.

# %%
import keras
import numpy as np

# %% [markdown]
# ## 1. From words to numbers
#
# | age | income | label |
# |---|---|---|
# | old | middle | not loyal |
# | old | high | loyal |
# | young | middle | loyal |
# | young | high | not loyal |


# %%
def preprocess(x_train, y_train, x_test):
    """Turn the words into the numbers 0 and 1.

    In:  x_train  text, shape (4, 2): one row per segment, "old" or "young", "middle" or "high"
         y_train  text, shape (4,): "loyal" or "not loyal"
         x_test   text, shape (4, 2): segments to answer later, without their labels
    Out: x_train  numbers 0 and 1, shape (4, 2)
         y_train  numbers 0 and 1, shape (4,)
         x_test   numbers 0 and 1, shape (4, 2), made in the same way as x_train

    Ask yourself: if "young" is a yes, what is "old"? Do all rows use the same code?
    """

    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## 2. The network
#
# Draw the four segments as four points on paper. Try to part the loyal ones from the others with
# one straight line. What does the network need so that it may bend the line?


# %%
def build_model():
    """Build and compile the network.

    Out: a compiled keras.Sequential that takes 2 numbers per row, shape (rows, 2), and answers
         1 number per row between 0 and 1, shape (rows, 1): how sure it is of "loyal"

    Ask yourself: which layer can bend a line? Which activation ends between 0 and 1? And what
    would you like to see reported while it learns: how sure, how often right, or both?
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## 3. The training


# %%
def train(model, x, y):
    """Train the network and return the history of the training.

    In:  model  what build_model gave back
         x      numbers, shape (4, 2)
         y      numbers, shape (4,)
    Out: the History object that Keras hands back when it has trained

    Ask yourself: in one epoch the network sees four rows. How many such rounds does it need until
    the loss stands still near 0, and does it get there again after another start?
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## Try it at home
#
# This part is for you; the grader skips it.

# %%
if __name__ == "__main__":
    segments = np.array(
        [["old", "middle"], ["old", "high"], ["young", "middle"], ["young", "high"]]
    )
    loyalty = np.array(["not loyal", "loyal", "loyal", "not loyal"])
    x_train, y_train, x_test = preprocess(segments, loyalty, segments)
    model = build_model()
    train(model, x_train, y_train)
    for row, answer in enumerate(model.predict(x_test)):
        print(*segments[row], "is", loyalty[row], "and the network says", answer.round(2))
