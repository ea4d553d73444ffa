// Grey, RGB and RGBA into one another as Pillow's `convert("L")` and `convert("RGB")` do, which Keras' `load_img` calls.
import { PreprocessingError } from "../errors/preprocessing-error.ts";
import { checkPixels, type Pixels } from "./pixels.ts";

/**
 * The image with 1 or 3 channels. Alpha is dropped, not blended: that is what `convert("RGB")` does, and what networks were trained on.
 * Grey is ITU-R 601-2 luma in Pillow's fixed point, so that grey becomes RGB and grey again without a change.
 *
 * @param pixels    [height, width, 1 | 3 | 4]
 * @param channels  1 (grey) or 3 (RGB)
 * @returns         [height, width, channels]; `pixels` itself where nothing is to do
 * @throws PreprocessingError for pixels that contradict themselves, or other channels
 *
 * @example
 * convertChannels({ width: 1, height: 1, channels: 3, data: new Uint8Array([255, 0, 0]) }, 1).data // => [76]
 */
export function convertChannels(pixels: Pixels, channels: 1 | 3): Pixels {
  checkPixels(pixels, "convertChannels");
  if (![1, 3].includes(channels)) {
    throw new PreprocessingError(
      `[convertChannels] ${channels} channels were asked for, but an image can have 1 (grey) or 3 (RGB). Ask for one of the two.`,
    );
  }
  if (pixels.channels === channels) return pixels;
  const { width, height, data } = pixels;
  const from = pixels.channels;
  const to = new Uint8Array(width * height * channels);
  const convert = channels === 1 ? toGrey : from === 1 ? spreadGrey : dropAlpha;
  convert(data, from, to);
  return { width, height, channels, data: to };
}

type Convert = (data: Pixels["data"], channels: number, to: Uint8Array) => void;

// Pillow's L24: weights 0.299, 0.587 and 0.114 in 16 bits, with rounding.
const toGrey: Convert = (data, channels, to) => {
  for (let i = 0, o = 0; o < to.length; i += channels, o++) {
    to[o] = ((data[i] as number) * 19595 + (data[i + 1] as number) * 38470 + (data[i + 2] as number) * 7471 + 0x8000) >> 16;
  }
};

const spreadGrey: Convert = (data, _channels, to) => {
  for (let i = 0, o = 0; i < data.length; i++, o += 3) to.fill(data[i] as number, o, o + 3);
};

const dropAlpha: Convert = (data, channels, to) => {
  for (let i = 0, o = 0; o < to.length; i += channels, o += 3) {
    to[o] = data[i] as number;
    to[o + 1] = data[i + 1] as number;
    to[o + 2] = data[i + 2] as number;
  }
};
