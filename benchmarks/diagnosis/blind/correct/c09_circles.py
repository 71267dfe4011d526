import tensorflow as tf
from sklearn.datasets import make_circles

X, y = make_circles(1000, noise=0.03, random_state=42)
X_train, y_train, X_test, y_test = X[:800], y[:800], X[800:], y[800:]
tf.random.set_seed(42)
model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation='tanh'),
    tf.keras.layers.Dense(8, activation='tanh'),
    tf.keras.layers.Dense(1, activation='sigmoid'),
])
model.compile(loss=tf.keras.losses.BinaryCrossentropy(),
              optimizer=tf.keras.optimizers.Adam(learning_rate=0.03), metrics=['accuracy'])
model.fit(X_train, y_train, epochs=40, verbose=0)
loss, accuracy = model.evaluate(X_test, y_test)
print(f'Model loss on the test set: {loss:.3f}, accuracy {100 * accuracy:.1f}%')
