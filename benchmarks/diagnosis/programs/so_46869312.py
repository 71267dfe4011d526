import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from keras.models import Sequential
from keras.layers import Dense, Input

cells = load_breast_cancer()
outcome = MinMaxScaler(feature_range=(-1, 1)).fit_transform(cells.target.reshape(-1, 1))
X_train, X_test, y_train, y_test = train_test_split(cells.data, outcome, random_state=5)
prepare = StandardScaler().fit(X_train)

model = Sequential([
    Input(shape=(30,)),
    Dense(20, activation="relu"),
    Dense(10, activation="relu"),
    Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(prepare.transform(X_train), y_train, epochs=30, batch_size=16, verbose=0)
print(model.evaluate(prepare.transform(X_test), y_test, verbose=0))
print(np.round(model.predict(prepare.transform(X_test[:5]), verbose=0), 3))
