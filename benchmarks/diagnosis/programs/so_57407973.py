import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
import keras

keras.utils.set_random_seed(4)
bunch = load_breast_cancer()
X_train, X_test, y_train, y_test = train_test_split(bunch.data, bunch.target, test_size=0.3, random_state=4)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

model = keras.Sequential()
model.add(keras.Input(shape=(30,)))
model.add(keras.layers.Dense(64, activation="sigmoid"))
model.add(keras.layers.Dropout(0.5))
model.add(keras.layers.Dense(32, activation="sigmoid"))
model.add(keras.layers.Dropout(0.5))
model.add(keras.layers.Dense(16, activation="sigmoid"))
model.add(keras.layers.Dense(1))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=8, verbose=0)
print(model.evaluate(X_test, y_test, verbose=0))
print(np.round(model.predict(X_test[:5], verbose=0), 2))
