from keras.models import Sequential
from keras.layers import Dense

# no numpy needed, python lists are fine for four rows
questions = [[0, 0], [0, 1], [1, 0], [1, 1]]
answers = [[0], [1], [1], [0]]

brain = Sequential()
brain.add(Dense(3, input_dim=2, activation="relu"))
brain.add(Dense(3, activation="relu"))
brain.add(Dense(1, activation="sigmoid"))
brain.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

brain.fit(questions, answers, epochs=500, verbose=0)

loss, acc = brain.evaluate(questions, answers)
print("loss:", loss)
print("accuracy:", acc)

for q in questions:
    print(q[0], "xor", q[1], "=", brain.predict([q])[0][0])
