import { PreprocessingError, resize, type Pixels, type ResizeMethod } from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

import { golden } from "./golden.ts";
import { fingerprint, pattern, type Fingerprint } from "./pattern.ts";

interface ResizeCase extends Fingerprint {
  from: [number, number, 1 | 3];
  size: [number, number];
  method: ResizeMethod;
  box?: [number, number, number, number];
}

const image: Pixels = { width: 4, height: 1, channels: 1, data: new Uint8Array([0, 100, 200, 100]) };

describe("resize", () => {
  it.each(golden("resize.json") as ResizeCase[])(
    "gives Pillow's bytes for $from to $size, $method, box $box",
    ({ from, size, method, box, ...expected }) => {
      const resized = resize(pattern(...from), size, { method, ...(box && { box }) });
      expect(fingerprint(resized)).toEqual(expected);
      expect([resized.height, resized.width, resized.channels]).toEqual([...size, from[2]]);
    },
  );

  it("takes the pixel at the middle of each part for nearest", () => {
    expect(Array.from(resize(image, [1, 2], { method: "nearest" }).data)).toEqual([100, 100]);
    expect(Array.from(resize(image, [1, 1], { method: "nearest" }).data)).toEqual([200]);
  });

  it("weighs by a triangle as wide as two output pixels for bilinear", () => {
    // Weights 3, 3, 1 of the first three pixels and 1, 3, 3 of the last three, of 7: (300 + 200) / 7 and (100 + 600 + 300) / 7.
    expect(Array.from(resize(image, [1, 2], { method: "bilinear" }).data)).toEqual([71, 143]);
  });

  it("cuts what bicubic throws beyond black and white", () => {
    const edge: Pixels = { width: 2, height: 1, channels: 1, data: new Uint8Array([0, 255]) };
    const { data } = resize(edge, [1, 16], { method: "bicubic" });
    expect(data[0]).toBe(0);
    expect(data[15]).toBe(255);
  });

  it("is bicubic unless told otherwise", () => {
    const input = pattern(20, 20, 3);
    expect(resize(input, [7, 7])).toEqual(resize(input, [7, 7], { method: "bicubic" }));
  });

  it.each(["nearest", "bilinear", "bicubic"] as const)("makes a region of the %s result alone, with the same bytes", (method) => {
    for (const [width, height] of [
      [90, 60],
      [40, 200],
    ] as const) {
      const whole = resize(pattern(width, height, 3), [30, 30], { method });
      const part = resize(pattern(width, height, 3), [30, 30], { method, region: { top: 4, left: 7, height: 20, width: 11 } });
      const expected = Array.from({ length: 20 }, (_, y) =>
        Array.from(whole.data.subarray(((4 + y) * 30 + 7) * 3, ((4 + y) * 30 + 18) * 3)),
      ).flat();
      expect(Array.from(part.data)).toEqual(expected);
    }
  });

  it("leaves its input as it was and takes clamped arrays as a canvas gives them", () => {
    const data = new Uint8ClampedArray([1, 2, 3, 4]);
    expect(resize({ width: 2, height: 2, channels: 1, data }, [1, 1], { method: "bilinear" }).data).toEqual(new Uint8Array([3]));
    expect(Array.from(data)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    [
      { ...image, width: 0 },
      [1, 1],
      {},
      "[resize] the image is 0x1 pixels, but both sides must be whole numbers from 1. Pass an image that holds pixels.",
    ],
    [
      { ...image, channels: 2 as 1 },
      [1, 1],
      {},
      "[resize] the image has 2 channels, but 1 (grey), 3 (RGB) or 4 (RGBA) were expected. Set channels to what data holds.",
    ],
    [
      { ...image, width: 3 },
      [1, 1],
      {},
      "[resize] the image holds 4 bytes, but 3x1 pixels of 1 channels need 3. Pass the data of exactly this image.",
    ],
    [
      { ...image, width: 1, channels: 4 },
      [1, 1],
      {},
      "[resize] the image has 4 channels, but 1 or 3 were expected. Drop its alpha first: convertChannels(pixels, 3).",
    ],
    [image, [0, 1], {}, "[resize] the new size is 0x1, but two whole numbers from 1, [height, width], were expected. Pass such a size."],
    [image, [1, 1], { method: "lanczos" as "bicubic" }, '[resize] there is no method "lanczos". Choose one of nearest, bilinear, bicubic.'],
    [
      image,
      [1, 1],
      { box: [0, 0, 5, 1] },
      "[resize] the box 0, 0, 5, 1 (left, top, right, bottom) does not lie within 4x1 pixels. Choose a box inside the image that is not empty.",
    ],
    [
      image,
      [2, 2],
      { region: { top: 1, left: 0, height: 2, width: 1 } },
      "[resize] the region of 1x2 pixels at left 0, top 1 does not lie within 2x2 pixels. Choose a region of whole pixels inside the image.",
    ],
  ] as [Pixels, [number, number], object, string][])("refuses what cannot be resized (%#)", (pixels, size, options, message) => {
    expect(() => resize(pixels, size, options)).toThrow(new PreprocessingError(message));
  });
});
