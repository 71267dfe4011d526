import tensorflow as tf
from sklearn.datasets import make_classification

X, y = make_classification(2000, n_features=20, n_informative=10, n_classes=4, class_sep=1.5, random_state=0)
schedule = tf.keras.optimizers.schedules.ExponentialDecay(
    initial_learning_rate=0.1, decay_steps=200, decay_rate=0.8, staircase=True)
model = tf.keras.Sequential([
    tf.keras.layers.Input((20,)),
    tf.keras.layers.Dense(48, activation='relu'),
    tf.keras.layers.Dense(4, activation='softmax'),
])
model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=schedule, momentum=0.9),
              loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X[:1600], y[:1600], epochs=20, batch_size=32, verbose=2)
print('held out:', model.evaluate(X[1600:], y[1600:], verbose=0))
