import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split

# price of a used car (thousands of euros) from age, kilometres and power
rng = np.random.default_rng(14)
age = rng.uniform(0, 15, 1000)
km = rng.uniform(0, 200, 1000)
power = rng.uniform(50, 200, 1000)
price = np.clip(5 + 0.15 * power - 0.8 * age - 0.03 * km, 1, None)
cars = np.column_stack([age, km, power])
cars_train, cars_test, price_train, price_test = train_test_split(cars, price, random_state=14)

model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(32, activation="relu", input_shape=(3,)))
model.add(tf.keras.layers.Dense(16, activation="relu"))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(cars_train, price_train, epochs=25, batch_size=16, verbose=0)
print("loss on other cars:", model.evaluate(cars_test, price_test, verbose=0))
print(model.predict(cars_test[:4], verbose=0).ravel(), price_test[:4])
