import numpy as np
import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(2024)
X, y = load_iris(return_X_y=True)


def create_model():
    model = keras.Sequential([
        keras.Input(shape=(4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


scores = []
for train, test in StratifiedKFold(n_splits=3, shuffle=True, random_state=1).split(X, y):
    scaler = StandardScaler()
    x_train = scaler.fit_transform(X[train])
    x_test = scaler.transform(X[test])
    model = create_model()  # a new one for each fold
    model.fit(x_train, y[train], epochs=40, batch_size=20, verbose=0)
    scores.append(model.evaluate(x_test, y[test], verbose=0)[1])
print("accuracy of the folds", scores, "mean", np.mean(scores))
