import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
import keras

wine = load_wine()
X_train, X_test, y_train, y_test = train_test_split(
    wine.data.astype("float32"), wine.target, test_size=0.3, random_state=8, stratify=wine.target)

model = keras.Sequential([
    keras.layers.Input(shape=(13,)),
    keras.layers.Dense(16, activation="sigmoid"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="sparse_categorical_crossentropy",
              metrics=["accuracy"])
for step in range(4):
    h = model.fit(X_train, y_train, epochs=5, batch_size=8, verbose=0)
    print(step, "loss", round(h.history["loss"][-1], 3), "acc", round(h.history["accuracy"][-1], 3))
print("test", model.evaluate(X_test, y_test, verbose=0))
