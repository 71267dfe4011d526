import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(4)
X, y = load_iris(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4, stratify=y)
normalize = keras.layers.Normalization()
normalize.adapt(X_train)
model = keras.Sequential([
    keras.Input(shape=(4,)),
    normalize,
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=60, batch_size=16, verbose=0)
print("test accuracy:", model.evaluate(X_test, y_test, verbose=0)[1])
