# the measurements as they are, in centimetres
import keras
import numpy as np
from sklearn import datasets, model_selection

keras.utils.set_random_seed(1)
iris = datasets.load_iris()
x_train, x_test, y_train, y_test = model_selection.train_test_split(iris.data, iris.target, test_size=0.3, random_state=1)

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"])
model.fit(x_train, y_train, epochs=80, batch_size=16, verbose=0)
print("test", model.evaluate(x_test, y_test, verbose=0))
print("first answers", np.argmax(model.predict(x_test[:5], verbose=0), axis=1), y_test[:5])
