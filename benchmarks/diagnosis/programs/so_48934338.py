from sklearn.datasets import load_iris
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

data = load_iris().data
X_train, X_test, y_train, y_test = train_test_split(data[:, :3], data[:, 3], test_size=0.2, random_state=9)

model = keras.Sequential()
model.add(layers.Input(shape=(3,)))
model.add(layers.Dense(32, activation="relu"))
model.add(layers.Dense(32, activation="relu"))
model.add(layers.Dense(1))
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse", metrics=["accuracy"])
history = model.fit(X_train, y_train, epochs=50, batch_size=8, verbose=0)
print("losses:", history.history["loss"][0], history.history["loss"][-1])
print(model.predict(X_test[:5], verbose=0))
