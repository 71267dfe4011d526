from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense, Input
from keras.optimizers import SGD

iris = load_iris()
a, b, c, d = train_test_split(iris.data, iris.target, test_size=0.25, random_state=14)

batch = 8
rate = round(0.3 / batch, 1)
n_epochs = 40

model = Sequential()
model.add(Input(shape=(4,)))
model.add(Dense(12, activation="tanh"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer=SGD(learning_rate=rate), metrics=["accuracy"])
h = model.fit(a, c, epochs=n_epochs, batch_size=batch, verbose=0)
print("start", h.history["loss"][0], "end", h.history["loss"][-1])
print("accuracy", model.evaluate(b, d, verbose=0)[1])
