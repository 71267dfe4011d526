import numpy as np
from keras.models import Sequential
from keras.layers import Conv1D, Dense, Flatten, MaxPooling1D
from keras.utils import to_categorical

np.random.seed(13)
labels = np.random.randint(0, 3, 1500)
steps = np.arange(60)
curves = np.sin(steps * (0.2 + 0.3 * labels[:, None]) + np.random.uniform(0, 6.28, (1500, 1)))
curves = (curves + np.random.normal(0, 0.2, curves.shape)).reshape(1500, 60, 1)
onehot = to_categorical(labels)

model = Sequential()
model.add(Conv1D(16, 7, activation="relu", input_shape=(60, 1)))
model.add(MaxPooling1D(3))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(3, activation="relu", use_bias=False))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(curves[:1200], onehot[:1200], batch_size=32, epochs=8, validation_data=(curves[1200:], onehot[1200:]), verbose=2)
