import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense, Input

# width of the petal from the other three measurements
measures = load_iris().data
X_train, X_test, y_train, y_test = train_test_split(
    measures[:, :3], measures[:, 3], test_size=0.25, random_state=1
)

model = Sequential()
model.add(Input(shape=(3,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="softmax"))
model.compile(loss="mean_squared_error", optimizer="adam")
model.fit(X_train, y_train, epochs=80, batch_size=8, verbose=0)
print("mse:", model.evaluate(X_test, y_test, verbose=0))
print(np.column_stack([model.predict(X_test[:5], verbose=0), y_test[:5]]))
