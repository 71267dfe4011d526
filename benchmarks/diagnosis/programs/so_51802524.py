import keras
from keras.layers import Dense
from sklearn.datasets import make_blobs

X, y = make_blobs(n_samples=800, centers=4, n_features=5, random_state=3)
X = (X - X.mean(axis=0)) / X.std(axis=0)
y = keras.utils.to_categorical(y)

model = keras.Sequential([
    keras.Input(shape=(5,)),
    Dense(16, activation="relu"),
    Dense(16, activation="relu"),
    Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(X[:600], y[:600], epochs=20, batch_size=16)
print(model.evaluate(X[600:], y[600:]))
