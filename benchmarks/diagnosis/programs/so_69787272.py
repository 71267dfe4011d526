import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from keras.layers import Dense
from keras.models import Sequential

keras.utils.set_random_seed(1)
X, y = load_iris(return_X_y=True)
y = (y == 2).astype("float32")  # virginica or not
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=6, stratify=y)

model = Sequential()
model.add(Dense(16, input_dim=4, activation="relu"))
model.add(Dense(1, activation="relu"))
model.add(Dense(1, activation="relu"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=80, batch_size=8, verbose=0)
print("Loss, accuracy:", model.evaluate(X_test, y_test, verbose=0))
