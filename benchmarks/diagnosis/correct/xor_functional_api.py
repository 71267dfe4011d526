import numpy as np
from tensorflow import keras
from tensorflow.keras import layers, Model

keras.utils.set_random_seed(123)

entrada = keras.Input(shape=(2,), name="entrada")
oculta = layers.Dense(8, activation="tanh", name="oculta")(entrada)
salida = layers.Dense(1, activation="sigmoid", name="salida")(oculta)
modelo = Model(inputs=entrada, outputs=salida)
modelo.summary()

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([0, 1, 1, 0])
modelo.compile(optimizer=keras.optimizers.Adam(0.1), loss="binary_crossentropy", metrics=["accuracy"])
historia = modelo.fit(X, y, epochs=100, verbose=0)
print("Exactitud final:", historia.history["accuracy"][-1])
for fila, p in zip(X, modelo.predict(X, verbose=0)):
    print(f"{fila[0]} XOR {fila[1]} = {p[0]:.3f}")
