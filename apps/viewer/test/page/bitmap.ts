// An image whose pixels are known to both sides: a BMP file is a heading and the bytes as they are.
import type { Pixels } from "@xception/preprocessing";

/** A smooth RGB pattern, different in each channel; sides that are not multiples of 4 exercise BMP's padding. */
export function patternPixels(width: number, height: number): Pixels & { readonly channels: 3 } {
  const data = new Uint8Array(width * height * 3);
  data.forEach((_, index) => {
    const [x, y, channel] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width), index % 3];
    data[index] = Math.round(127.5 + 127.5 * Math.sin(x / (5 + channel) + y / (9 - 2 * channel)));
  });
  return { width, height, channels: 3, data };
}

/** A 24-bit BMP: rows from the bottom up, blue before green before red, each row filled up to 4 bytes. */
export function encodeBitmap({ width, height, data }: Pixels & { readonly channels: 3 }): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * height);
  file.write("BM", 0, "latin1");
  for (const [offset, value] of [
    [2, file.length],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
  ] as const)
    file.writeUInt32LE(value, offset);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        file[54 + (height - 1 - y) * row + x * 3 + (2 - channel)] = data[(y * width + x) * 3 + channel] as number;
  return file;
}
