import numpy as np
import keras
import matplotlib.pyplot as plt

X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = np.array([[0.], [1.], [1.], [1.]])

model = keras.models.Sequential([
    keras.layers.Input((2,)),
    keras.layers.Dense(4, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.05), loss="categorical_crossentropy")
hist = model.fit(X, Y, epochs=60, verbose=0)
plt.plot(hist.history["loss"])
plt.xlabel("epoch")
plt.savefig("or_loss.png")
print("final loss:", hist.history["loss"][-1])
pred = model.predict(X, verbose=0)
print("answers:", pred.ravel().round(2))
