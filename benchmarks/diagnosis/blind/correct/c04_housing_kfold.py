import numpy as np
from keras import layers, models, optimizers
from sklearn.datasets import make_regression

X, y = make_regression(n_samples=400, n_features=13, n_informative=9, noise=20, random_state=1)
y = 22 + 9 * y / y.std()
train_data, train_targets, test_data, test_targets = X[:320], y[:320], X[320:], y[320:]
mean, std = train_data.mean(axis=0), train_data.std(axis=0)
train_data = (train_data - mean) / std
test_data = (test_data - mean) / std


def build_model():
    model = models.Sequential()
    model.add(layers.Dense(64, activation='relu', input_shape=(13,)))
    model.add(layers.Dense(64, activation='relu'))
    model.add(layers.Dense(1))
    model.compile(optimizer=optimizers.RMSprop(0.005), loss='mse', metrics=['mae'])
    return model


k, all_scores = 3, []
fold = len(train_data) // k
for i in range(k):
    val = slice(i * fold, (i + 1) * fold)
    partial_x = np.concatenate([train_data[:i * fold], train_data[(i + 1) * fold:]])
    partial_y = np.concatenate([train_targets[:i * fold], train_targets[(i + 1) * fold:]])
    model = build_model()
    model.fit(partial_x, partial_y, epochs=15, batch_size=16, verbose=0)
    all_scores.append(model.evaluate(train_data[val], train_targets[val], verbose=0)[1])
print(all_scores, np.mean(all_scores))
final = build_model()
final.fit(train_data, train_targets, epochs=15, batch_size=16, verbose=0)
print('test mae', final.evaluate(test_data, test_targets, verbose=0)[1])
