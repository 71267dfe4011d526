# 机器学习课 第二次作业：不用 fit，自己求梯度来认数字
# 姓名：略   学号 0417
import time
import tensorflow as tf

(train_pics, train_nums), (exam_pics, exam_nums) = tf.keras.datasets.mnist.load_data()

# 像素变成 0 到 1 之间的小数，再拉成一行
def prepare(pics):
    pics = tf.reshape(pics, [-1, 784])
    return tf.cast(pics, 'float32') / 255

train_pics = prepare(train_pics)
exam_pics = prepare(exam_pics)

batches = tf.data.Dataset.from_tensor_slices((train_pics, train_nums)).shuffle(60000, seed=1).batch(128)

# 网络：一个隐藏层，输出不加 softmax
brain = tf.keras.Sequential()
brain.add(tf.keras.layers.Dense(150, activation='relu'))
brain.add(tf.keras.layers.Dense(10))

ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
adam = tf.keras.optimizers.Adam(0.002)
mean_loss = tf.keras.metrics.Mean()


@tf.function
def one_step(pics, nums):
    with tf.GradientTape() as tape:
        error = ce(nums, brain(pics, training=True))
    slopes = tape.gradient(error, brain.trainable_weights)
    adam.apply_gradients(zip(slopes, brain.trainable_weights))
    mean_loss.update_state(error)


start = time.time()
for lap in range(3):
    mean_loss.reset_state()
    for pics, nums in batches:
        one_step(pics, nums)
    print('第', lap + 1, '轮  损失', mean_loss.result().numpy())
print('用时', time.time() - start, '秒')

# 看看考试成绩
answers = tf.argmax(brain(exam_pics), axis=1)
print('正确率', tf.reduce_mean(tf.cast(answers == exam_nums, 'float32')).numpy())
