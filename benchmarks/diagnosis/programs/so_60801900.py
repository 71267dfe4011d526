import keras
from sklearn.datasets import load_iris
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler
from keras.layers import Dense, Input

flowers = StandardScaler().fit_transform(load_iris().data)

encoder = [Dense(16, activation="relu"), Dense(3)]
decoder = [Dense(16, activation="relu"), Dense(4, activation="relu")]
autoencoder = keras.Sequential([Input((4,)), *encoder, *decoder])
autoencoder.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse", metrics=["accuracy"])
autoencoder.fit(flowers, flowers, epochs=60, batch_size=8, verbose=0)
print(autoencoder.evaluate(flowers, flowers, verbose=0))
print("R2", r2_score(flowers, autoencoder.predict(flowers, verbose=0)))
