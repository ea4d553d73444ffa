"""Weights and images that need no file: a hash of name and position gives the same values here and in pattern.ts."""
import numpy as np


def uniform(name: str, count: int) -> np.ndarray:
    """`count` values in [-1, 1), float64: FNV-1a of the name is the seed, MurmurHash3's finaliser mixes it with the position."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        h = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2**31 - 1


def pattern(name: str, shape, middle: float, reach: float) -> np.ndarray:
    """Values in [middle - reach, middle + reach), float32."""
    return (middle + reach * uniform(name, int(np.prod(shape)))).astype(np.float32).reshape(shape)


# Variances that keep the signal's size through depthwise kernels, pointwise kernels after a ReLU, and batch normalisation.
def layer(role: str, shape) -> tuple[float, float]:
    """Middle and reach of an array by the role it has in its layer."""
    return {
        "gamma": (0.6, 0.1),
        "beta": (0, 0.2),
        "mean": (0, 0.2),
        "variance": (1, 0.5),
        "bias": (0, 0.2),
        "depthwise": (0, (3 / 9) ** 0.5),
        "kernel": (0, (6 / int(np.prod(shape[:-1]))) ** 0.5),
    }[role]
