import tensorflow as tf
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'

# keep on training until the network knows 98 of 100
GOAL = 0.98

mnist = tf.keras.datasets.mnist
(x, y), (x_t, y_t) = mnist.load_data()
x = x / 255.0
x_t = x_t / 255.0

nn = tf.keras.models.Sequential()
nn.add(tf.keras.layers.Flatten())
nn.add(tf.keras.layers.Dense(128, activation=tf.nn.relu))
nn.add(tf.keras.layers.Dense(128, activation=tf.nn.relu))
nn.add(tf.keras.layers.Dense(10, activation=tf.nn.softmax))
nn.compile(optimizer='adam',
           loss='sparse_categorical_crossentropy',
           metrics=['accuracy'])

rounds = 0
while True:
    rounds += 1
    h = nn.fit(x, y, epochs=1, verbose=0)
    acc = h.history['accuracy'][-1]
    print('round', rounds, 'accuracy', acc)
    if acc >= GOAL:
        print('good enough!')
        break

val_loss, val_acc = nn.evaluate(x_t, y_t)
print(val_loss, val_acc)
nn.save('reads_numbers.h5')
