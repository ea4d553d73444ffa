"""Golden values of keras.applications.Xception: its layers, and its answers with patterned weights. See README.md."""
import gzip
import io
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

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
def our_name(name: str, shortcut_blocks=(2, 3, 4, 13)) -> str:
    kind, _, number = name.rpartition("_") if name[-1].isdigit() else (name, "", "0")
    index = int(number) if number.isdigit() else 0
    if kind == "conv2d":
        return f"block{shortcut_blocks[index]}_shortcut"
    if kind == "batch_normalization":
        return f"block{shortcut_blocks[index]}_shortcut_bn"
    if kind == "add":
        return f"block{index + 2}_add"
    return "input" if kind == "input_layer" else name


def fill(model, shortcut_blocks=(2, 3, 4, 13)):
    for one in model.layers:
        for weight in one.weights:
            shape = tuple(weight.shape)
            name = f"{our_name(one.name, shortcut_blocks)}/{weight.name}"
            weight.assign(pattern(name, shape, *layer(ROLES[weight.name], shape)))


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


def small(classes, strides, filters, middle):
    """A small Xception for 28x28 grey images, layer by layer: `filters` of the stem (two), blocks 2 to 4, and the exit flow (four)."""
    keras.utils.clear_session(free_memory=True)
    from keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D, SeparableConv2D

    def convolution(x, name, filters, kernel=3, stride=1):
        x = Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False, name=name)(x)
        return BatchNormalization(name=name and f"{name}_bn")(x)

    def separable(x, name, filters):
        x = SeparableConv2D(filters, 3, padding="same", use_bias=False, name=name)(x)
        return BatchNormalization(name=f"{name}_bn")(x)

    def relu(x):
        return Activation("relu")(x)

    def module(x, block, first, second, stride, activate_first=True):
        side = convolution(x, None, second, 1, stride)  # without a name, as in Keras' own code
        x = separable(relu(x) if activate_first else x, f"block{block}_sepconv1", first)
        x = separable(relu(x), f"block{block}_sepconv2", second)
        return Add()([MaxPooling2D(3, strides=2, padding="same")(x) if stride == 2 else x, side])

    image = keras.Input((28, 28, 1))
    x = relu(convolution(image, "block1_conv1", filters[0], stride=strides[0]))
    x = relu(convolution(x, "block1_conv2", filters[1]))
    for block in (2, 3, 4):
        x = module(x, block, filters[block], filters[block], strides[block - 1], block > 2)
    for block in range(5, 5 + middle):
        side = x
        for position in (1, 2, 3):
            x = separable(relu(x), f"block{block}_sepconv{position}", filters[4])
        x = Add()([x, side])
    x = module(x, 5 + middle, filters[5], filters[6], strides[4])
    for position in (1, 2):
        x = relu(separable(x, f"block{6 + middle}_sepconv{position}", filters[6 + position]))
    features = GlobalAveragePooling2D()(x)
    model = keras.Model(image, [Dense(classes, activation="softmax", name="predictions")(features), features])
    fill(model, [2, 3, 4, 5 + middle])
    probabilities, features = model.predict(pattern("image", (3, 28, 28, 1), 0, 1), verbose=0)
    rounded = [[[float(f"{v:.7g}") for v in row] for row in values] for values in (probabilities, features)]
    return model, {"parameters": model.count_params(), "probabilities": rounded[0], "features": rounded[1]}


def digits():
    """The variant xception-mnist."""
    _, recorded = small(10, (2, 2, 1, 1, 2), (8, 8, 8, 16, 48, 48, 64, 96, 128), 1)
    (HERE / "keras-digits.json").write_text(json.dumps(recorded) + "\n")


def bare_weights():
    """A file of weights without a model, laid out as the published ones."""
    model, recorded = small(3, (1, 2, 2, 1, 2), (8,) * 9, 0)
    (HERE / "keras-bare.json").write_text(json.dumps(recorded) + "\n")
    content = io.BytesIO()
    with h5py.File(content, "w", libver="latest") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    (HERE / "keras-bare.h5.gz").write_bytes(gzip.compress(content.getvalue(), mtime=0))


if __name__ == "__main__":
    layers()
    digits()
    bare_weights()
    taps = ["block1_conv2_act", "block2_add", "block4_add", "block12_add", "block13_add", "block14_sepconv2_act"]
    for size in (71, 80):
        recorded = forward(size, taps)
        (HERE / f"keras-forward-{size}.json").write_text(json.dumps(recorded) + "\n")
