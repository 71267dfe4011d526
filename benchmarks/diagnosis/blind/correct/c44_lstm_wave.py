import numpy as np
from keras.layers import LSTM, Dense, Input
from keras.models import Sequential
from keras.optimizers import Adam
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import MinMaxScaler

raw = (50 + 20 * np.sin(np.arange(700) * 0.2) + np.random.RandomState(7).normal(size=700)).reshape(-1, 1)
train_size = 500
scaler = MinMaxScaler(feature_range=(0, 1)).fit(raw[:train_size])
dataset = scaler.transform(raw)


def create_dataset(data, look_back=10):
    X = [data[i:i + look_back, 0] for i in range(len(data) - look_back)]
    return np.array(X)[..., None], data[look_back:, 0]


trainX, trainY = create_dataset(dataset[:train_size])
testX, testY = create_dataset(dataset[train_size:])
model = Sequential([Input((10, 1)), LSTM(8), Dense(1)])
model.compile(loss='mean_squared_error', optimizer=Adam(learning_rate=0.01))
model.fit(trainX, trainY, epochs=10, batch_size=16, verbose=0)
predicted = scaler.inverse_transform(model.predict(testX, verbose=0))
truth = scaler.inverse_transform(testY.reshape(-1, 1))
print('Test Score: %.2f RMSE' % np.sqrt(mean_squared_error(truth, predicted)))
