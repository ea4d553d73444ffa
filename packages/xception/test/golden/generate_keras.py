"""Golden values of keras.applications.Xception: its layers, and its answers with patterned weights. See README.md."""
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

from pattern import layer, pattern

HERE = Path(__file__).parent
ROLES = {
    "kernel": "kernel",
    "pointwise_kernel": "kernel",
    "depthwise_kernel": "depthwise",
    "bias": "bias",
    "gamma": "gamma",
    "beta": "beta",
    "moving_mean": "mean",
    "moving_variance": "variance",
}
# Keras numbers its unnamed shortcuts; the network here names them after their block.
SHORTCUT_BLOCKS = [2, 3, 4, 13]


def our_name(name: str) -> str:
    kind, _, number = name.rpartition("_") if name[-1].isdigit() else (name, "", "0")
    index = int(number) if number.isdigit() else 0
    if kind == "conv2d":
        return f"block{SHORTCUT_BLOCKS[index]}_shortcut"
    if kind == "batch_normalization":
        return f"block{SHORTCUT_BLOCKS[index]}_shortcut_bn"
    if kind == "add":
        return f"block{index + 2}_add"
    return "input" if kind == "input_layer" else name


def fill(model):
    for one in model.layers:
        for weight in one.weights:
            shape = tuple(weight.shape)
            weight.assign(pattern(f"{our_name(one.name)}/{weight.name}", shape, *layer(ROLES[weight.name], shape)))


def sample(values, count=64):
    flat = np.asarray(values).reshape(-1)
    step = max(1, flat.size // count)
    return {
        "shape": list(np.asarray(values).shape),
        "mean": float(f"{flat.mean():.7g}"),
        "deviation": float(f"{flat.std():.7g}"),
        "step": step,
        "values": [float(f"{v:.7g}") for v in flat[::step][:count]],
    }


def layers():
    keras.utils.clear_session(free_memory=True)
    model = keras.applications.Xception(weights=None)
    rows = [[one.name, type(one).__name__, list(one.output.shape[1:]), one.count_params()] for one in model.layers]
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    (HERE / "keras-layers.json").write_text(f"[\n{lines}\n]\n")


def forward(size, taps):
    keras.utils.clear_session(free_memory=True)
    image = keras.Input((size, size, 3))
    # The top is added by hand: Keras builds its own for any size, but without the softmax the logits can be compared.
    body = keras.applications.Xception(weights=None, include_top=False, input_tensor=image, pooling="avg")
    output = keras.layers.Dense(1000, name="predictions")(body.output)
    tapped = [one for one in body.layers if our_name(one.name) in taps]
    model = keras.Model(image, [output] + [one.output for one in tapped])
    fill(model)
    logits, *maps = model.predict(pattern("image", (1, size, size, 3), 0, 1), verbose=0)
    return {
        "size": size,
        "deviation": float(f"{logits.std():.7g}"),
        "logits": [float(f"{v:.7g}") for v in logits[0]],
        "taps": {our_name(one.name): sample(values) for one, values in zip(tapped, maps)},
    }


def digits():
    """The variant xception-mnist, written out layer by layer."""
    keras.utils.clear_session(free_memory=True)
    from keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D, SeparableConv2D

    def convolution(x, name, filters, kernel=3, stride=1):
        x = Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False, name=name)(x)
        return BatchNormalization(name=f"{name}_bn")(x)

    def separable(x, name, filters):
        x = SeparableConv2D(filters, 3, padding="same", use_bias=False, name=name)(x)
        return BatchNormalization(name=f"{name}_bn")(x)

    def relu(x):
        return Activation("relu")(x)

    image = keras.Input((28, 28, 1))
    x = relu(convolution(image, "block1_conv1", 8, stride=2))  # 14
    x = relu(convolution(x, "block1_conv2", 8))
    side = convolution(x, "block2_shortcut", 8, 1, 2)
    x = separable(x, "block2_sepconv1", 8)
    x = separable(relu(x), "block2_sepconv2", 8)
    x = Add()([MaxPooling2D(3, strides=2, padding="same")(x), side])  # 7
    for block, filters in ((3, 16), (4, 48)):
        side = convolution(x, f"block{block}_shortcut", filters, 1)
        x = separable(relu(x), f"block{block}_sepconv1", filters)
        x = separable(relu(x), f"block{block}_sepconv2", filters)
        x = Add()([x, side])
    side = x
    for position in (1, 2, 3):
        x = separable(relu(x), f"block5_sepconv{position}", 48)
    x = Add()([x, side])
    side = convolution(x, "block6_shortcut", 64, 1, 2)
    x = separable(relu(x), "block6_sepconv1", 48)
    x = separable(relu(x), "block6_sepconv2", 64)
    x = Add()([MaxPooling2D(3, strides=2, padding="same")(x), side])  # 4
    x = relu(separable(x, "block7_sepconv1", 96))
    x = relu(separable(x, "block7_sepconv2", 128))
    features = GlobalAveragePooling2D()(x)
    model = keras.Model(image, [Dense(10, activation="softmax", name="predictions")(features), features])
    fill(model)
    probabilities, features = model.predict(pattern("image", (3, 28, 28, 1), 0, 1), verbose=0)
    rounded = [[[float(f"{v:.7g}") for v in row] for row in values] for values in (probabilities, features)]
    recorded = {"parameters": model.count_params(), "probabilities": rounded[0], "features": rounded[1]}
    (HERE / "keras-digits.json").write_text(json.dumps(recorded) + "\n")


if __name__ == "__main__":
    layers()
    digits()
    taps = ["block1_conv2_act", "block2_add", "block4_add", "block12_add", "block13_add", "block14_sepconv2_act"]
    for size in (71, 80):
        recorded = forward(size, taps)
        (HERE / f"keras-forward-{size}.json").write_text(json.dumps(recorded) + "\n")
