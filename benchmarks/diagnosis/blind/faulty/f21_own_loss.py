import keras
from keras import ops
from sklearn.datasets import make_classification

X, y = make_classification(n_samples=1000, n_features=12, n_informative=6, class_sep=1.5,
                           random_state=9)
y = y.astype("float32").reshape(-1, 1)


def my_crossentropy(y_true, y_pred):
    p = ops.clip(y_pred, 1e-7, 1 - 1e-7)
    return ops.mean(y_true * ops.log(p) + (1 - y_true) * ops.log(1 - p), axis=-1)


model = keras.Sequential()
model.add(keras.layers.Input((12,)))
model.add(keras.layers.Dense(24, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss=my_crossentropy, metrics=["accuracy"])
model.fit(X[:800], y[:800], epochs=15, batch_size=32, verbose=2, validation_data=(X[800:], y[800:]))
