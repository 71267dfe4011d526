import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense, Dropout, Activation, Input
from tensorflow.keras.losses import BinaryCrossentropy

# the tutorial for digits ended with a "probability model", I did the same here

truth_table = np.array([[0, 0, 0],
                        [0, 1, 1],
                        [1, 0, 1],
                        [1, 1, 0]], dtype=np.float32)
x_train, y_train = truth_table[:, :2], truth_table[:, 2:]

model = tf.keras.models.Sequential([
    Input((2,)),
    Dense(32, activation='relu'),
    Dropout(0.1),
    Dense(1)
])

predictions = model(x_train).numpy()
print('before training', tf.nn.sigmoid(predictions).numpy())

loss_fn = BinaryCrossentropy(from_logits=True)
model.compile(optimizer='adam', loss=loss_fn, metrics=['accuracy'])

model.fit(x_train, y_train, epochs=500, verbose=0,
          callbacks=[tf.keras.callbacks.EarlyStopping(monitor='loss', patience=50)])

model.evaluate(x_train, y_train, verbose=2)

probability_model = tf.keras.Sequential([model, Activation('sigmoid')])
print(probability_model(x_train))
