# %% [markdown]
# # Tell three irises apart
#
# In the 1930s the botanist Edgar Anderson measured 150 iris flowers of three species: the length
# and the width of their sepals and petals, in centimetres. You get 120 of them with their names.
# The other 30 are the exam, and their names stay sealed.
#
# Fill in the three functions below. Each says what comes in and what must go out. Then run
# `pytest --grade` in this folder. The lesson is in `README.md`.

# %%
import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1. The flowers
#
# | column | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | centimetres | sepal length | sepal width | petal length | petal width |
#
# The file is sorted: first all setosa, then all versicolor, then all virginica.


# %%
def preprocess(x_train, y_train, x_test):
    """Mix the flowers, bring the measurements to one scale, turn the names into numbers.

    In:  x_train  centimetres, shape (120, 4), sorted by species
         y_train  text, shape (120,): "setosa", "versicolor" or "virginica"
         x_test   centimetres, shape (30, 4): exam flowers, without their names
    Out: x_train  scaled numbers, shape (120, 4), no longer sorted
         y_train  class numbers 0, 1, 2 of shape (120,), or one column per species, (120, 3);
                  row i still belongs to row i of x_train
         x_test   shape (30, 4), scaled in the same way, in the order in which it came

    Ask yourself: which flowers may decide how everything is scaled? Does each flower keep its
    name when you mix them? What happens to the first exam flower if the others are replaced?
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## 2. The network
#
# Setosa is easy. Versicolor and virginica overlap, and the border between them is not straight.


# %%
def build_model():
    """Build and compile the network.

    Out: a compiled keras.Sequential that takes 4 numbers per flower, shape (rows, 4), and answers
         3 numbers per flower, shape (rows, 3), that add up to 1: one share per species

    Ask yourself: which activation makes several answers share 100 %? Which loss reads labels in
    the form in which preprocess returns them?
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## 3. The training


# %%
def train(model, x, y):
    """Train the network and return the history of the training.

    In:  model  what build_model gave back
         x      numbers, shape (120, 4)
         y      labels as preprocess returned them, 120 rows
    Out: the History object that Keras hands back when it has trained

    Ask yourself: after how many epochs does the loss stop falling? If you put a slice of the
    flowers aside to watch, which species are in it?
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown]
# ## Try it at home
#
# This part is for you; the grader skips it. It puts 30 flowers aside as the grader does, but not
# the same 30.

# %%
if __name__ == "__main__":
    from sklearn.datasets import load_iris
    from sklearn.model_selection import train_test_split

    flowers = load_iris()
    names = flowers.target_names[flowers.target]
    known, exam, known_names, exam_names = train_test_split(
        flowers.data, names, test_size=30, stratify=names
    )
    by_species = np.argsort(known_names, kind="stable")
    x_train, y_train, x_test = preprocess(known[by_species], known_names[by_species], exam)
    model = build_model()
    train(model, x_train, y_train)
    for row, answer in enumerate(model.predict(x_test)):
        print(f"{exam_names[row]:12}", answer.round(2))
