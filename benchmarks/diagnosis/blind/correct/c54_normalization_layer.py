import numpy as np
import tensorflow as tf
from sklearn.datasets import load_diabetes

X, y = load_diabetes(return_X_y=True, scaled=False)
train_X, train_y, test_X, test_y = X[:350], y[:350], X[350:], y[350:]

normalizer = tf.keras.layers.Normalization(axis=-1)
normalizer.adapt(np.array(train_X))
model = tf.keras.Sequential([
    normalizer,
    tf.keras.layers.Dense(32, activation='relu'),
    tf.keras.layers.Dense(1),
])
model.compile(loss='mean_absolute_error', optimizer=tf.keras.optimizers.Adam(0.03))
history = model.fit(train_X, train_y, validation_split=0.2, epochs=40, batch_size=64, verbose=0)
print('val', history.history['val_loss'][-1])
print('test MAE', model.evaluate(test_X, test_y, verbose=0), 'always the mean:', np.abs(test_y - train_y.mean()).mean())
