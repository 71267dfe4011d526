import keras
from keras import layers
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16.0
x_train, y_train, x_test, y_test = X[:1400], y[:1400], X[1400:], y[1400:]

teacher = keras.Sequential([layers.Input((64,)), layers.Dense(128, activation="relu"),
                            layers.Dense(128, activation="relu"), layers.Dense(10, activation="softmax")])
teacher.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
teacher.fit(x_train, y_train, epochs=10, verbose=0)
soft_labels = teacher.predict(x_train, verbose=0)

student = keras.Sequential([layers.Input((64,)), layers.Dense(16, activation="relu"),
                            layers.Dense(10, activation="softmax")])
student.compile(keras.optimizers.Adam(0.005), loss="kl_divergence")
student.fit(x_train, soft_labels, epochs=15, verbose=0)
print("teacher", teacher.evaluate(x_test, y_test, verbose=0)[1])
print("student", (student.predict(x_test, verbose=0).argmax(axis=1) == y_test).mean())
