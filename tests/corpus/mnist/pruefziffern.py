# Übung 5: Ziffern erkennen, das beste Netz wird aufgehoben
import tensorflow as tf
from tensorflow.keras import layers, models, callbacks
from tensorflow.keras.utils import to_categorical

# Daten laden und vorbereiten
(bilder, ziffern), (pruef_bilder, pruef_ziffern) = tf.keras.datasets.mnist.load_data()
bilder = bilder.reshape((60000, 28, 28, 1)).astype('float32') / 255
pruef_bilder = pruef_bilder.reshape((10000, 28, 28, 1)).astype('float32') / 255
ziffern = to_categorical(ziffern)
pruef_ziffern = to_categorical(pruef_ziffern)

# Netz bauen
netz = models.Sequential()
netz.add(layers.Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1)))
netz.add(layers.MaxPooling2D((2, 2)))
netz.add(layers.Conv2D(64, (3, 3), activation='relu'))
netz.add(layers.MaxPooling2D((2, 2)))
netz.add(layers.Flatten())
netz.add(layers.Dense(64, activation='relu'))
netz.add(layers.Dense(10, activation='softmax'))
netz.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])

# aufhören, wenn es nicht mehr besser wird
stopp = callbacks.EarlyStopping(monitor='val_loss', patience=3)
merken = callbacks.ModelCheckpoint('bestes_netz.hdf5', monitor='val_loss', save_best_only=True)

netz.fit(bilder, ziffern, epochs=30, batch_size=64, validation_split=0.2, callbacks=[stopp, merken])

verlust, genauigkeit = netz.evaluate(pruef_bilder, pruef_ziffern)
print('Genauigkeit:', genauigkeit)
