import keras
import numpy as np
from sklearn.datasets import make_multilabel_classification
from sklearn.metrics import f1_score

keras.utils.set_random_seed(31)
X, Y = make_multilabel_classification(n_samples=1500, n_features=20, n_classes=4, n_labels=2, random_state=31)
X = X / X.max(axis=0)
X_train, X_test, Y_train, Y_test = X[:1200], X[1200:], Y[:1200], Y[1200:]
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(4, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.005), metrics=["binary_accuracy"])
model.fit(X_train, Y_train, epochs=40, batch_size=32, verbose=0)
predicted = (model.predict(X_test, verbose=0) > 0.5).astype(int)
print("binary accuracy", model.evaluate(X_test, Y_test, verbose=0)[1], "F1", f1_score(Y_test, predicted, average="micro"), "most frequent", np.mean(Y_test == (Y_train.mean(0) > 0.5)))
