import keras
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(26)
X, y = make_moons(n_samples=1000, noise=0.15, random_state=26)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=26)
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=32, verbose=0)
print("train", model.evaluate(X_train, y_train, verbose=0)[1], "test", model.evaluate(X_test, y_test, verbose=0)[1])
