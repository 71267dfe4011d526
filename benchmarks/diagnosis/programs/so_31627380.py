# who was rescued from the ship?
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

rng = np.random.default_rng(1)
n = 1500
sex = rng.choice(["female", "male"], n)
travel_class = rng.integers(1, 4, n)
age = rng.uniform(1, 75, n).round()
fare = rng.gamma(2.0, 60.0, n) * (4 - travel_class)
ticket = rng.integers(1000, 400000, n)
port = rng.choice(["C", "Q", "S"], n)
chance = 4.0 * (sex == "female") - 2.0 * (travel_class - 2) + 0.06 * (30 - age) - 1.5
rescued = (chance + rng.normal(0, 0.3, n) > 0).astype("float32")

X = np.column_stack([
    LabelEncoder().fit_transform(sex), travel_class, age, fare, ticket,
    LabelEncoder().fit_transform(port),
]).astype("float32")
X_train, X_test, y_train, y_test = train_test_split(X, rescued, test_size=0.2, random_state=0)

model = Sequential([
    Input(shape=(6,)),
    Dense(16, activation="relu"),
    Dense(16, activation="relu"),
    Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=25, batch_size=16, verbose=0)
print("test accuracy: %.2f" % model.evaluate(X_test, y_test, verbose=0)[1])
