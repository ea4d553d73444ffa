"""Makes the golden files beside it. Run: python make-golden.py [FOLDER OF PHOTOS]; versions are in README.md."""

import hashlib
import io
import json
import math
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HERE = Path(__file__).parent
METHODS = {"nearest": Image.Resampling.NEAREST, "bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def pattern(width: int, height: int, channels: int) -> np.ndarray:
    """Bytes that look like noise: byte i is bits 16 to 23 of i * 2654435761 + 12345, modulo 2**32. The tests make the same ones."""
    i = np.arange(width * height * channels, dtype=np.uint64)
    data = ((i * 2654435761 + 12345) % 2**32 >> 16).astype(np.uint8)
    return data.reshape((height, width) if channels == 1 else (height, width, channels))


def fingerprint(image: Image.Image) -> dict:
    data = np.asarray(image).astype(np.uint8).tobytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "head": list(data[:6]), "tail": list(data[-3:])}


def resize_cases() -> list:
    # Widths and heights of the input, then of the output: down, up, mixed, odd, primes, single pixels, one axis unchanged, tall and wide.
    sizes = [
        (64, 48, 32, 24), (64, 48, 128, 96), (64, 48, 17, 97), (101, 67, 50, 33), (33, 31, 100, 7), (1, 1, 5, 3), (7, 5, 1, 1), (2, 3, 3, 2),
        (200, 150, 71, 71), (150, 200, 71, 71), (120, 400, 60, 60), (90, 200, 30, 30), (400, 120, 60, 60), (60, 90, 60, 30), (60, 90, 30, 90),
        (50, 300, 60, 40), (300, 50, 40, 60), (28, 28, 32, 32), (28, 28, 71, 71), (257, 129, 128, 64), (255, 3, 2, 299), (1, 500, 1, 7), (500, 1, 7, 1),
        (321, 243, 299, 299), (320, 240, 150, 150), (31, 31, 31, 31),
    ]
    cases = []
    for width, height, to_width, to_height in sizes:
        for channels in (1, 3):
            image = Image.fromarray(pattern(width, height, channels))
            for name, method in METHODS.items():
                resized = image.resize((to_width, to_height), method)
                cases.append({"from": [width, height, channels], "size": [to_height, to_width], "method": name, **fingerprint(resized)})
    boxes = [(64, 48, 20, 30, (3, 5, 60, 41)), (64, 48, 20, 30, (0.5, 0.25, 63.5, 47.1)), (64, 48, 90, 80, (10.3, 20.7, 30.9, 40.2)), (30, 200, 20, 20, (2, 10, 28, 190))]
    for width, height, to_width, to_height, box in boxes:
        image = Image.fromarray(pattern(width, height, 3))
        for name, method in METHODS.items():
            resized = image.resize((to_width, to_height), method, box)
            cases.append({"from": [width, height, 3], "size": [to_height, to_width], "method": name, "box": list(box), **fingerprint(resized)})
    return cases


def evaluation_crop(image: Image.Image, size: tuple, fraction: float, method: int) -> tuple:
    """timm's `transforms_imagenet_eval` with crop mode "center": torchvision's Resize (square) or timm's ResizeKeepRatio, then CenterCrop."""
    width, height = image.size
    cover_height, cover_width = (math.floor(side / fraction) for side in size)
    if cover_height == cover_width:
        short, long = (width, height) if width <= height else (height, width)
        new_short, new_long = cover_height, int(cover_height * long / short)
        to_width, to_height = (new_short, new_long) if width <= height else (new_long, new_short)
    else:
        ratio = min(height / cover_height, width / cover_width)
        to_height, to_width = round(height / ratio), round(width / ratio)
    resized = image.resize((to_width, to_height), method)
    top = int(round((to_height - size[0]) / 2.0))
    left = int(round((to_width - size[1]) / 2.0))
    return (to_height, to_width), (top, left), resized.crop((left, top, left + size[1], top + size[0]))


def crop_cases() -> list:
    cases = []
    for width, height in [(100, 75), (75, 100), (61, 240), (240, 61), (97, 96), (64, 64), (30, 21)]:
        for size, fraction in [((32, 32), 1.0), ((32, 32), 0.875), ((71, 71), 0.897), ((32, 48), 0.9), ((33, 20), 1.0)]:
            for name, method in METHODS.items():
                resized, corner, cropped = evaluation_crop(Image.fromarray(pattern(width, height, 3)), size, fraction, method)
                case = {"from": [width, height, 3], "size": list(size), "cropFraction": fraction, "resize": name}
                cases.append({**case, "resized": list(resized), "corner": list(corner), **fingerprint(cropped)})
    return cases


def normalise_tables() -> dict:
    x = np.arange(256, dtype=np.float32)
    tables = {"x / 127.5 - 1": x / 127.5 - 1.0, "x / 255": x / 255.0}
    assert all(table.dtype == np.float32 for table in tables.values())
    return {name: table.tobytes().hex() for name, table in tables.items()}


def picture() -> np.ndarray:
    """12 x 8 pixels without any symmetry, smooth enough that a JPEG of it keeps its orientation."""
    y, x = np.mgrid[0:8, 0:12]
    return np.stack([x * 20, y * 30, (x + 2 * y) * 9], -1).astype(np.uint8)


def png(header: tuple, rows: np.ndarray, before: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *header)) + before + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def images() -> dict:
    rgb = picture()
    alpha = ((np.arange(96) * 37) % 256).astype(np.uint8).reshape(8, 12)
    grey, image = rgb[:, :, 0] // 2 + rgb[:, :, 1] // 2, Image.fromarray(rgb)
    palette = image.quantize(16)
    files = {}
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        files[f"orientation-{orientation}.jpg"] = encoded(image, "JPEG", quality=95, exif=exif)
    exif = Image.Exif()
    exif[0x0112] = 6
    files["orientation-6.png"] = encoded(image, "PNG", exif=exif)
    files["orientation-6.webp"] = encoded(image, "WEBP", lossless=True, exif=exif)
    files["rgb.png"] = encoded(image, "PNG")
    files["rgb-420.jpg"] = encoded(image, "JPEG", quality=80, subsampling=2)
    files["rgb-progressive.jpg"] = encoded(image, "JPEG", quality=90, progressive=True)
    files["rgb.webp"] = encoded(image, "WEBP", lossless=True)
    files["rgb.gif"] = encoded(image, "GIF")
    files["rgb.tif"] = encoded(image, "TIFF")
    files["rgb-16-bits.png"] = png((12, 8, 16, 2, 0, 0, 0), (rgb.astype(np.uint32) * 257 % 65536 // 3 * 3).astype(">u2"))
    files["grey.png"] = encoded(Image.fromarray(grey), "PNG")
    files["grey.jpg"] = encoded(Image.fromarray(grey), "JPEG", quality=95)
    files["black-and-white.png"] = encoded(Image.fromarray(grey > 60), "PNG")
    files["grey-alpha.png"] = encoded(Image.fromarray(np.dstack([grey, alpha])), "PNG")
    files["rgba.png"] = encoded(Image.fromarray(np.dstack([rgb, alpha])), "PNG")
    files["rgba.webp"] = encoded(Image.fromarray(np.dstack([rgb, alpha])), "WEBP", lossless=True, exact=True)
    files["palette.png"] = encoded(palette, "PNG")
    files["palette-alpha.png"] = encoded(palette, "PNG", transparency=bytes([0] * 6 + [128] * 10))
    files["cmyk.jpg"] = encoded(image.convert("CMYK"), "JPEG", quality=95)
    files["icc.jpg"] = encoded(image, "JPEG", quality=95, icc_profile=swapped_profile())
    return files


def swapped_profile() -> bytes:
    """A small ICC profile of a display whose red and blue are exchanged: whoever applies it cannot be overlooked."""
    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in (x, y, z))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"swapped\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78
    desc += b"\0" * (-len(desc) % 4)
    copyright = b"text\0\0\0\0none\0\0\0\0"
    tags = [
        (b"desc", desc), (b"cprt", copyright), (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.1431, 0.0606, 0.7141)), (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)), (b"bXYZ", xyz(0.4360, 0.2225, 0.0139)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    offset, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags:
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s12s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"\x07\xe8\0\x01\0\x01" + b"\0" * 6, b"acsp")
    header += b"\0" * 28 + b"".join(struct.pack(">i", round(value * 65536)) for value in (0.9642, 1.0, 0.8249))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def decode_cases() -> dict:
    cases = {}
    for name, data in images().items():
        (HERE / "images" / name).write_bytes(data)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        rgb = upright.convert("RGB")
        cases[name] = {"width": upright.width, "height": upright.height, "rgb": rgb.tobytes().hex(), "grey": rgb.convert("L").tobytes().hex()}
    return cases


def photo_sums(folder: Path) -> dict:
    """For each photo, the sum of all its bytes once it is resized to 150 x 150: one number that almost any slip would change."""
    sums = {}
    for path in sorted(folder.glob("*.jpg")):
        image = Image.open(path).convert("RGB")
        sums[path.name] = {name: int(np.asarray(image.resize((150, 150), method)).astype(np.int64).sum()) for name, method in METHODS.items()}
    return sums


def write(name: str, value) -> None:
    lines = ",\n".join(json.dumps(entry) for entry in value) if isinstance(value, list) else None
    text = f"[\n{lines}\n]" if lines is not None else json.dumps(value, indent=1)
    (HERE / name).write_text(text + "\n")


if __name__ == "__main__":
    (HERE / "images").mkdir(exist_ok=True)
    write("resize.json", resize_cases())
    write("crop.json", crop_cases())
    write("normalise.json", normalise_tables())
    write("decode.json", decode_cases())
    if len(sys.argv) > 1:
        write("photos.json", photo_sums(Path(sys.argv[1])))
