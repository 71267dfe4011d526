import numpy as np
import tensorflow as tf

# monthly airline passengers, made up: trend times season
t = np.arange(240)
series = (100 + 1.2 * t) * (1 + 0.25 * np.sin(2 * np.pi * t / 12)) + np.random.RandomState(0).normal(0, 4, 240)
series = series.astype("float32")
split_time, window_size = 180, 24
mean, std = series[:split_time].mean(), series[:split_time].std()
scaled = (series - mean) / std


def windowed_dataset(data, window_size, batch_size):
    ds = tf.data.Dataset.from_tensor_slices(data)
    ds = ds.window(window_size + 1, shift=1, drop_remainder=True)
    ds = ds.flat_map(lambda w: w.batch(window_size + 1))
    ds = ds.shuffle(500).map(lambda w: (w[:-1], w[-1:]))
    return ds.batch(batch_size).prefetch(1)


model = tf.keras.models.Sequential([
    tf.keras.layers.Input((window_size,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(loss="mse", optimizer=tf.keras.optimizers.Adam(0.005))
model.fit(windowed_dataset(scaled[:split_time], window_size, 16), epochs=40, verbose=0)
X = np.array([scaled[i - window_size:i] for i in range(split_time, 240)])
forecast = model.predict(X, verbose=0)[:, 0] * std + mean
print("MAE:", np.abs(forecast - series[split_time:]).mean())
