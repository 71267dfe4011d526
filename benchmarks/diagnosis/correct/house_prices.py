import keras
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(40)
rng = np.random.default_rng(40)
houses = pd.DataFrame({"area": rng.uniform(40, 200, 800), "rooms": rng.integers(1, 7, 800), "age": rng.uniform(0, 80, 800)})
houses["price"] = 2.5 * houses["area"] + 15 * houses["rooms"] - 1.2 * houses["age"] + rng.normal(0, 20, 800) + 60   # in thousands

X_train, X_test, y_train, y_test = train_test_split(houses[["area", "rooms", "age"]], houses["price"], test_size=0.2, random_state=40)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=["mae"])
model.fit(X_train, y_train, validation_split=0.1, epochs=40, batch_size=32, verbose=0)
mse, mae = model.evaluate(X_test, y_test, verbose=0)
print("mean error in thousands:", mae, "R2:", 1 - mse / np.var(y_test))
