from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.initializers import Zeros
from tensorflow.keras.optimizers import Adam

X, y = load_iris(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=6, stratify=y)

start = {"kernel_initializer": Zeros(), "bias_initializer": Zeros()}
model = Sequential()
model.add(Input(shape=(4,)))
model.add(Dense(10, activation="relu", **start))
model.add(Dense(3, activation="softmax", **start))
model.compile(loss="sparse_categorical_crossentropy", optimizer=Adam(learning_rate=0.02), metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=15, verbose=0)
print("evaluate:", model.evaluate(X_test, y_test, verbose=0))
