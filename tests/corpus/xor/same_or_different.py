# Are the two switches in the same position?
import datetime
import keras
import numpy as np
from keras import Input, Sequential, layers

keras.utils.set_random_seed(812)

switches = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], dtype=np.float32)
same = np.array([1, 0, 0, 1], dtype=np.float32)     # 1 = same

model = Sequential(
    [
        Input(shape=(2,)),
        layers.Dense(16),
        layers.Activation("relu"),
        layers.Dense(1),
        layers.Activation("sigmoid"),
    ],
    name="same_or_different",
)
model.compile(
    loss=keras.losses.BinaryCrossentropy(),
    optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
    metrics=[keras.metrics.BinaryAccuracy(name="acc")],
)
model.summary()

log_dir = "logs/fit/" + datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
tensorboard_callback = keras.callbacks.TensorBoard(log_dir=log_dir, histogram_freq=1)

history = model.fit(
    switches,
    same,
    epochs=300,
    batch_size=2,
    verbose=0,
    callbacks=[tensorboard_callback],
)
print("accuracy at the end:", history.history["acc"][-1])
print(np.c_[switches, same, model.predict(switches).round(2)])
