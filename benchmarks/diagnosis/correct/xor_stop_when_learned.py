import keras
import numpy as np


class Learned(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs["loss"] < 0.01:
            print("learned after", epoch + 1, "epochs")
            self.model.stop_training = True


keras.utils.set_random_seed(8)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
model = keras.models.Sequential()
model.add(keras.layers.Input((2,)))
model.add(keras.layers.Dense(8, activation="sigmoid"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(loss="mse", optimizer=keras.optimizers.RMSprop(0.1), metrics=["binary_accuracy"])
model.fit(x, y, epochs=400, verbose=0, callbacks=[Learned()])
print(model.predict(x, verbose=0), model.evaluate(x, y, verbose=0))
