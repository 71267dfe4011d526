import numpy as np
from sklearn.metrics import r2_score
from keras import Input, Sequential
from keras.layers import Activation, Dense

# four ratings between 0 and 4 stars for every restaurant
np.random.seed(25)
features = np.random.uniform(-1, 1, (1500, 8))
ratings = 2 + 2 * np.sin(features[:, :4] + features[:, 4:])

model = Sequential()
model.add(Input(shape=(8,)))
model.add(Dense(64))
model.add(Activation("relu"))
model.add(Dense(32))
model.add(Activation("relu"))
model.add(Dense(4))
model.add(Activation("sigmoid"))
model.compile(optimizer="adam", loss="mse")
model.fit(features[:1200], ratings[:1200], epochs=30, batch_size=16, verbose=0)
print("R2:", r2_score(ratings[1200:], model.predict(features[1200:], verbose=0)))
