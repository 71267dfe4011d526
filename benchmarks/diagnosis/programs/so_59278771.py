from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import Adam
from keras.utils import to_categorical
from sklearn.datasets import load_iris
from sklearn.model_selection import StratifiedKFold

iris = load_iris()
X, Y = iris.data, to_categorical(iris.target)


def baseline():
    net = Sequential()
    net.add(Input(shape=(4,)))
    net.add(Dense(16, activation="relu"))
    net.add(Dense(3, activation="sigmoid"))
    net.compile(loss="categorical_crossentropy", optimizer=Adam(0.01), metrics=["accuracy"])
    return net


folds = StratifiedKFold(n_splits=2, shuffle=True, random_state=7)
for train, test in folds.split(X, iris.target):
    estimator = baseline()
    estimator.fit(X[train], Y[train], epochs=50, batch_size=5, verbose=0)
    print("accuracy:", estimator.evaluate(X[test], Y[test], verbose=0)[1])
