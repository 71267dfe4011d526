import cv2
import numpy as np
import tensorflow as tf
from tensorflow import keras

# أريد أن أتعرف على الرقم المكتوب بخط اليد
(x, y), (xt, yt) = keras.datasets.mnist.load_data()

# تحويل القيم بين صفر وواحد
x = np.array(x, dtype='float32') / 255
xt = np.array(xt, dtype='float32') / 255

# الشبكة العصبية
model = keras.models.Sequential()
model.add(keras.layers.Flatten(input_shape=(28, 28)))
model.add(keras.layers.Dense(units=90, activation=tf.nn.relu))
model.add(keras.layers.Dense(units=10, activation=tf.nn.softmax))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])

# التدريب
model.fit(x, y, epochs=3)

# صورتي
pic = cv2.imread('raqm.jpg', cv2.IMREAD_GRAYSCALE)
pic = 255 - cv2.resize(pic, (28, 28))   # حبر أبيض على خلفية سوداء
result = model.predict(pic[np.newaxis] / 255)
print('الرقم هو', result[0].argmax())
