import keras
from sklearn.datasets import make_friedman1
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(38)
X, y = make_friedman1(n_samples=1000, n_features=5, noise=0.5, random_state=38)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=38)
x_scaler, y_scaler = StandardScaler(), StandardScaler()
X_train = x_scaler.fit_transform(X_train)
X_test = x_scaler.transform(X_test)
y_train = y_scaler.fit_transform(y_train.reshape(-1, 1))
model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
model.fit(X_train, y_train, epochs=40, batch_size=32, verbose=0)
answers = y_scaler.inverse_transform(model.predict(X_test, verbose=0))
print("R2", r2_score(y_test, answers))
