import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16
X_test, y_test, X, y = X[1500:], y[1500:], X[:1500], y[:1500]

model = Sequential([Input((64,)), Dense(48, activation="relu"), Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
rng = np.random.default_rng(0)
for epoch in range(10):
    order = rng.permutation(len(X))
    for start in range(0, len(X), 32):
        idx = order[start:start + 32]
        loss, acc = model.train_on_batch(X[idx], y[idx])
    print("epoch", epoch, "loss %.3f acc %.3f" % (loss, acc))
print("test", model.test_on_batch(X_test, y_test))
