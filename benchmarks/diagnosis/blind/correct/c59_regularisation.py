# a small study: does L2 or dropout narrow the gap on few samples?
import keras
from keras import layers, regularizers
from sklearn.datasets import make_moons

X, y = make_moons(n_samples=600, noise=0.25, random_state=1)
X_train, y_train, X_test, y_test = X[:100], y[:100], X[100:], y[100:]
variants = {
    "plain": [layers.Dense(200, activation="relu")],
    "l2": [layers.Dense(200, activation="relu", kernel_regularizer=regularizers.l2(0.001))],
    "dropout": [layers.Dense(200, activation="relu"), layers.Dropout(0.4)],
}
for name, hidden in variants.items():
    model = keras.Sequential([keras.Input((2,))] + hidden + [layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.02), metrics=["accuracy"])
    model.fit(X_train, y_train, epochs=20, verbose=0)
    train_acc = model.evaluate(X_train, y_train, verbose=0)[1]
    print(f"{name:8} train {train_acc:.3f} test {model.evaluate(X_test, y_test, verbose=0)[1]:.3f}")
