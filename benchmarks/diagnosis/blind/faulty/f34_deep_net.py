import keras
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16
model = keras.Sequential([keras.layers.Input((64,))])
for i in range(8):
    model.add(keras.layers.Dense(32, activation="sigmoid", name=f"hidden_{i}"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy",
              metrics=["accuracy"])
history = model.fit(X, y, epochs=25, batch_size=32, validation_split=0.2, verbose=0)
print(history.history["loss"][::5])
print(history.history["val_accuracy"][::5])
