"""Writes the small files that the tests of this package read, and what is in them.

    python make_files.py     # keras 3, tensorflow-cpu, h5py, safetensors, ml_dtypes, numpy
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py
import keras
import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

here = pathlib.Path(__file__).parent


def safetensors():
    """Every type, values at the edges of half precision, a scalar, an empty array; names in the order in which the format sorts them."""
    edges = [0.0, -0.0, 1.0, -2.5, 65504.0, 2.0**-24, -(2.0**-14), np.inf, -np.inf, np.nan]
    arrays = {
        "f16": np.array(edges, np.float16),
        "bf16": np.array(edges, ml_dtypes.bfloat16),
        "f32": np.array([[1.5, -2.25, 3.0], [1e-45, 3.4e38, -0.0]], np.float32),
        "f64": np.array([1 / 3, 1e300]),
        "i8": np.array([-128, 127], np.int8),
        "i16": np.array([-32768, 32767], np.int16),
        "i32": np.array([-(2**31), 2**31 - 1], np.int32),
        "i64": np.array([-(2**63), 2**63 - 1], np.int64),
        "u8": np.array([0, 255], np.uint8),
        "u16": np.array([0, 65535], np.uint16),
        "u32": np.array([0, 2**32 - 1], np.uint32),
        "u64": np.array([0, 2**64 - 1], np.uint64),
        "bool": np.array([True, False, True]),
        "scalar": np.array(7.0, np.float32),
        "empty": np.zeros((0, 3), np.float32),
    }
    save_file(arrays, here / "every-type.safetensors", metadata={"made": "for a test, größer"})
    ours = {name: arrays[name] for name in ["f64", "i64", "u64", "empty", "f32", "i32", "scalar", "u32", "i16", "u16", "bool", "i8", "u8"]}
    save_file(ours, here / "writable.safetensors", metadata={"made": "for a test, größer"})


def hdf5(name, **options):
    """What h5py writes in different ways: layouts, filters, byte orders, half precision, texts, groups of many members and attributes."""
    with h5py.File(here / name, "w", **options) as file:
        values = np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 8
        file["plain"] = values
        if not options.get("libver"):
            file.create_dataset("packed", data=values, chunks=(1, 3, 3), compression="gzip", shuffle=True, fletcher32=True)
            file.create_dataset("sparse", (5, 4), np.float32, chunks=(2, 3))[2:4, 3] = 7
        file["big_endian"] = values.astype(">f4")
        file["half"] = np.array([1.5, -2.0, 6e-8, np.inf], np.float16)
        file.create_dataset("bfloat", data=np.array([1.5, -2.0, np.inf], ml_dtypes.bfloat16)).attrs["dtype"] = "bfloat16"
        file["double"] = np.array([1 / 3])
        file["bytes"] = np.array([-128, 127], np.int8)
        file["unsigned"] = np.array([2**64 - 1], np.uint64)
        file["scalar"] = np.float32(2.5)
        file["none"] = np.zeros((0, 2), np.float32)
        file["text"] = "not numbers"
        file["compound"] = np.zeros(1, [("a", "f4")])
        file["deep/er/leaf"] = np.float32([1])
        file["other name"] = file["deep/er"]
        file["by path"] = h5py.SoftLink("/plain")
        for index in range(130):
            file[f"many/member {index:03}"] = file["plain" if index % 2 else "double"]
        file.attrs["one"] = "größer"
        file.attrs["many"] = ["a", "", "größer"]
        file.attrs["fixed"] = np.array([b"ab", b"abcd"])
        file.attrs["none"] = np.array([], "S1")
        file.attrs["number"] = 3
        for index in range(12):
            file["many"].attrs[f"name{index}"] = [f"value {index}"] * (index + 1)


def circle():
    """A group that holds itself, twice."""
    with h5py.File(here / "circle.h5", "w") as file:
        group = file.create_group("layers")
        group["layers"] = group
        group["other"] = group


def models():
    """One model in Keras' three layouts."""
    keras.utils.set_random_seed(1610)
    model = keras.Sequential([keras.Input((3,), name="input"), keras.layers.Dense(2, name="first"), keras.layers.BatchNormalization(name="bn")], name="tiny")
    model.save(here / "tiny.keras")
    model.save(here / "tiny.h5")
    model.save_weights(here / "tiny.weights.h5")
    arrays = {f"{layer.name}/{index}": value.tolist() for layer in model.layers for index, value in enumerate(layer.get_weights())}
    (here / "tiny.json").write_text(json.dumps({"keras": keras.__version__, "arrays": arrays}) + "\n")


safetensors()
hdf5("ways.h5")
hdf5("ways-latest.h5", libver="latest")
circle()
models()
