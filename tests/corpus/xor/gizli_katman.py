# -*- coding: utf-8 -*-
# Yapay sinir ağları - 3. hafta ödevi
# XOR problemi tek katmanla çözülmüyor, o yüzden gizli katman ekledim
import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import Adam

np.random.seed(21)   # hep aynı sonuç çıksın diye

# girişler ve beklenen çıkışlar
girisler = np.array([[0, 0],
                     [0, 1],
                     [1, 0],
                     [1, 1]], dtype="float32")
hedefler = np.array([[0], [1], [1], [0]], dtype="float32")

ag = Sequential()
ag.add(Dense(6, input_dim=2, activation='tanh'))   # gizli katman, 6 nöron
ag.add(Dense(1, activation='sigmoid'))             # çıkış katmanı

opt = Adam(learning_rate=0.05)
ag.compile(loss='mean_squared_error', optimizer=opt, metrics=['accuracy'])

print(ag.summary())

gecmis = ag.fit(girisler, hedefler, epochs=400, batch_size=4, verbose=0)

print("son hata:", gecmis.history['loss'][-1])

tahminler = ag.predict(girisler)
for g, t in zip(girisler, tahminler):
    # 0.5 üstü 1 sayılıyor
    print(g, '->', round(float(t[0]), 3), '=', int(t[0] > 0.5))

basari = ag.evaluate(girisler, hedefler, verbose=0)
print('\nbaşarı: %%%.1f' % (basari[1] * 100))
