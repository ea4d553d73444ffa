"""Writes the golden files of this folder with Keras on TensorFlow. See README.md.

Data and first parameters come from whole numbers (`pattern`), so that the tests make the same ones without storing them.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

HERE = Path(__file__).parent


def pattern(shape, multiplier):
    """Numbers from -0.997 to 0.995, the same in any language."""
    count = int(np.prod(shape))
    index = np.arange(count, dtype=np.int64)
    return ((index * index * 7 + index * multiplier) % 997 / 500 - 0.997).reshape(shape).astype(np.float32)


def numbers(array):
    return [float(f"{value:.9g}") for value in np.asarray(array, dtype=np.float64).ravel()]


def write(name, value):
    text = json.dumps({"producer": f"keras {keras.__version__}, tensorflow {tf.__version__}", **value})
    (HERE / name).write_text(text + "\n")


def losses():
    logits = pattern([4, 5], 37) * 8
    cases = []
    for name, make, targets in [
        ("softmaxCrossEntropy", keras.losses.CategoricalCrossentropy, np.eye(5, dtype=np.float32)[[0, 3, 3, 1]]),
        ("sigmoidCrossEntropy", keras.losses.BinaryCrossentropy, np.float32([[1, 0, 0, 1, 0], [0] * 5, [1] * 5, [0, 0, 1, 0, 0]])),
    ]:
        for smoothing in [0.0, 0.1]:
            x = tf.Variable(logits)
            with tf.GradientTape() as tape:
                loss = make(from_logits=True, label_smoothing=smoothing)(targets, x)
            cases.append(
                {
                    "loss": name,
                    "smoothing": smoothing,
                    "targets": targets.astype(int).ravel().tolist(),
                    "value": float(loss),
                    "gradient": numbers(tape.gradient(loss, x)),
                }
            )
    write("losses.json", {"logits": numbers(logits), "classes": 5, "cases": cases})


def optimizers():
    sgd, rmsprop, adam = keras.optimizers.SGD, keras.optimizers.RMSprop, keras.optimizers.Adam
    cases = [
        ("sgd", {"kind": "sgd"}, {}, sgd(0.1)),
        ("sgd with momentum", {"kind": "sgd", "momentum": 0.9}, {}, sgd(0.1, momentum=0.9)),
        ("sgd with Nesterov's momentum", {"kind": "sgd", "momentum": 0.9, "nesterov": True}, {}, sgd(0.1, momentum=0.9, nesterov=True)),
        ("rmsprop", {"kind": "rmsprop", "momentum": 0}, {}, rmsprop(0.1, rho=0.9)),
        ("rmsprop with momentum", {"kind": "rmsprop"}, {}, rmsprop(0.1, rho=0.9, momentum=0.9)),
        ("rmsprop with a large epsilon", {"kind": "rmsprop", "rho": 0.8, "epsilon": 1}, {}, rmsprop(0.1, rho=0.8, momentum=0.9, epsilon=1.0)),
        ("adam", {"kind": "adam"}, {}, adam(0.1)),
        ("decoupled weight decay", {"kind": "sgd", "momentum": 0.9}, {"weightDecay": 0.01}, sgd(0.1, momentum=0.9, weight_decay=0.01)),
        ("clipping", {"kind": "sgd", "momentum": 0.9}, {"clipNorm": 0.5}, sgd(0.1, momentum=0.9, global_clipnorm=0.5)),
    ]
    results = []
    for name, options, beside, optimizer in cases:
        parameter = tf.Variable(pattern([6], 137))
        steps = []
        for step in range(5):
            optimizer.apply([pattern([6], 71 + 10 * step)], [parameter])
            steps.append(numbers(parameter.numpy()))
        results.append({"name": name, "optimizer": options, **beside, "parameters": steps})
    write("optimizers.json", {"rate": 0.1, "cases": results})


def network():
    layers = keras.layers
    images = keras.Input([8, 8, 2], name="images")
    conv = dict(padding="same", use_bias=False)
    x = layers.Conv2D(4, 3, strides=2, name="conv", **conv)(images)
    x = layers.BatchNormalization(name="conv_bn")(x)
    stem = layers.Activation("relu", name="conv_act")(x)
    x = layers.SeparableConv2D(6, 3, name="separable", **conv)(stem)
    x = layers.BatchNormalization(name="separable_bn")(x)
    x = layers.MaxPooling2D(3, strides=2, padding="same", name="pool")(x)
    shortcut = layers.Conv2D(6, 1, strides=2, name="shortcut", **conv)(stem)
    shortcut = layers.BatchNormalization(name="shortcut_bn")(shortcut)
    x = layers.Add(name="sum")([x, shortcut])
    x = layers.Activation("relu", name="act")(x)
    x = layers.GlobalAveragePooling2D(name="mean")(x)
    return keras.Model(images, layers.Dense(3, name="predictions")(x))


def training(optimizer):
    model = network()
    for index, variable in enumerate(model.weights):
        if "moving" not in variable.path:
            value = pattern(variable.shape, 311 + 2 * index) * 0.5
            variable.assign(value + 1 if variable.path.endswith("gamma") else value)
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    images = pattern([3, 8, 8, 8, 2], 617)
    labels = np.arange(24).reshape([3, 8]) * 5 % 3
    losses = []
    for step in range(20):
        with tf.GradientTape() as tape:
            loss = loss_of(labels[step % 3], model(images[step % 3], training=True))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        losses.append(float(loss))
    parameters = {variable.path: {"shape": list(variable.shape), "data": numbers(variable.numpy())} for variable in model.weights}
    return {"losses": losses, "parameters": parameters, "logits": numbers(model(images[0], training=False))}


def trainings():
    sgd, rmsprop, adam = keras.optimizers.SGD, keras.optimizers.RMSprop, keras.optimizers.Adam
    cases = [
        ({"kind": "sgd", "momentum": 0.9}, 0.05, sgd(0.05, momentum=0.9)),
        ({"kind": "rmsprop", "epsilon": 1e-7}, 0.005, rmsprop(0.005, rho=0.9, momentum=0.9, epsilon=1e-7)),
        ({"kind": "adam", "epsilon": 1e-7}, 0.01, adam(0.01, epsilon=1e-7)),
    ]
    write("training.json", {"cases": [{"optimizer": options, "rate": rate, **training(optimizer)} for options, rate, optimizer in cases]})


if __name__ == "__main__":
    losses()
    optimizers()
    trainings()
