import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

data = load_wine()
# 75 % training, 25 % test
xtr, xte, ytr, yte = train_test_split(data.data, data.target, random_state=0, stratify=data.target)
mm = MinMaxScaler()
xtr = mm.fit_transform(xtr)
xte = mm.transform(xte)


def create_model(hidden=24):
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.Input(shape=(13,)))
    m.add(tf.keras.layers.Dense(hidden, activation="relu"))
    m.add(tf.keras.layers.Dense(3))
    return m


m = create_model()
m.compile(optimizer=tf.keras.optimizers.Adam(0.01),
          loss=tf.keras.losses.SparseCategoricalCrossentropy(),
          metrics=["accuracy"])
m.fit(xtr, ytr, epochs=25, verbose=0, validation_data=(xte, yte))
print("test loss, test acc:", m.evaluate(xte, yte, verbose=0))
