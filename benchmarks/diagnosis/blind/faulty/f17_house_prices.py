import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

rs = np.random.RandomState(42)
n = 900
houses = pd.DataFrame({
    "rooms": rs.randint(2, 9, n),
    "age": rs.randint(0, 80, n),
    "distance": rs.gamma(2.0, 3.0, n),
})
houses["price"] = (5 * houses.rooms - 0.1 * houses.age - 0.6 * houses.distance + 8
                   + rs.normal(0, 2, n))     # thousands
features = MinMaxScaler().fit_transform(houses[["rooms", "age", "distance"]])
X_train, X_test, y_train, y_test = train_test_split(features, houses["price"], test_size=0.2)

model = Sequential()
model.add(Dense(32, input_dim=3, activation="relu"))
model.add(Dense(16, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="mse", optimizer="adam", metrics=["mae"])
model.fit(X_train, y_train, epochs=40, batch_size=16, verbose=0)
print(model.evaluate(X_test, y_test, verbose=0))
print(model.predict(X_test[:5], verbose=0), y_test[:5].values)
