import numpy as np
from keras.models import Sequential
from keras.layers import Input, Dense
from sklearn.preprocessing import StandardScaler

# sales of an ice cream shop, made-up numbers
np.random.seed(12)
temperature = np.random.uniform(5, 35, 400)
weekend = np.random.randint(0, 2, 400)
sales = 4 * temperature + 25 * weekend + np.random.normal(0, 3, 400)

X = np.column_stack([temperature, weekend])
X = StandardScaler().fit_transform(X)

reg = Sequential()
reg.add(Input(shape=(2,)))
reg.add(Dense(32, activation="relu"))
reg.add(Dense(32, activation="relu"))
reg.add(Dense(1, activation="sigmoid"))
reg.compile(optimizer="adam", loss="mae")
reg.fit(X[:300], sales[:300], epochs=30, batch_size=10, verbose=0)
print("first five:", reg.predict(X[300:305], verbose=0).ravel(), sales[300:305])
print("mean error on new days:", reg.evaluate(X[300:], sales[300:], verbose=0))
