import numpy as np
import keras
from keras import layers, models

np.random.seed(5)
keras.utils.set_random_seed(5)

dataset = np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])
X, y = dataset[:, :2], dataset[:, 2]

model = models.Sequential([layers.Input((2,)), layers.Dense(12, activation="sigmoid"), layers.Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.optimizer.learning_rate = 0.1
model.fit(X, y, epochs=200, verbose=0)
predicted = model.predict(X).argmax(axis=1)
print(predicted, "right:", np.mean(predicted == y))
