import keras
import numpy as np

keras.utils.set_random_seed(21)
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = np.array([[0.], [1.], [1.], [0.]])

model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(8, activation="tanh"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.05), metrics=["binary_accuracy"])

for step in range(400):
    result = model.train_on_batch(X, y)
    if step % 100 == 0:
        print(step, result)

print("loss, accuracy:", model.evaluate(X, y, verbose=0))
