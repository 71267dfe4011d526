from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
import keras

settings = {"layers": [64, 32], "lr": 1.0, "epochs": 12, "batch_size": 32}

digits = load_digits()
X_train, X_test, y_train, y_test = train_test_split(digits.data / 16, digits.target, random_state=0)

model = keras.Sequential([keras.layers.Input(shape=(64,))])
for units in settings["layers"]:
    model.add(keras.layers.Dense(units, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer=keras.optimizers.Adam(learning_rate=settings["lr"]),
              loss="sparse_categorical_crossentropy", metrics=["accuracy"])
hist = model.fit(X_train, y_train, epochs=settings["epochs"], batch_size=settings["batch_size"], verbose=0)
print("loss", hist.history["loss"])
print("accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
