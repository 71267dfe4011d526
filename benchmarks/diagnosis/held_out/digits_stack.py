import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

X, y = load_digits(return_X_y=True)
X = (X - 8) / 8
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

DEPTH, WIDTH = 8, 32
stack = [layers.Input((64,))]
for _ in range(DEPTH):
    stack.append(layers.Dense(WIDTH, activation="sigmoid"))
stack.append(layers.Dense(10, activation="softmax"))
net = keras.Sequential(stack)
net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
h = net.fit(X_train, y_train, epochs=15, batch_size=32, verbose=0)
print("loss per epoch:", [round(v, 3) for v in h.history["loss"]])
print("test accuracy:", net.evaluate(X_test, y_test, verbose=0)[1])
