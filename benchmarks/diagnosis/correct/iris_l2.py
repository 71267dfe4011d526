import tensorflow as tf
from tensorflow.keras import layers, regularizers
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

tf.keras.utils.set_random_seed(27)
X, y = load_iris(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=28, stratify=y)
scaler = StandardScaler().fit(X_train)

model = tf.keras.Sequential([
    layers.Input(shape=(4,)),
    layers.Dense(32, activation="relu", kernel_regularizer=regularizers.l2(1e-4)),
    layers.Dense(16, activation="relu", kernel_regularizer=regularizers.l2(1e-4)),
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(0.005), loss=tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
model.fit(scaler.transform(X_train), y_train, epochs=70, batch_size=8, verbose=0)
print("Genauigkeit:", model.evaluate(scaler.transform(X_test), y_test, verbose=0)[1])
