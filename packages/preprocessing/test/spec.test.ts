import {
  createBatch,
  normalise,
  preprocess,
  PreprocessingError,
  validatePreprocessing,
  xceptionPreprocessing,
  type Preprocessing,
  type ResizeMethod,
} from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

import { golden } from "./golden.ts";
import { fingerprint, pattern, type Fingerprint } from "./pattern.ts";

interface CropCase extends Fingerprint {
  from: [number, number, 3];
  size: [number, number];
  cropFraction: number;
  resize: ResizeMethod;
}

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const hex = (numbers: Float32Array): string => Buffer.from(numbers.buffer).toString("hex");

describe("normalise", () => {
  const tables = golden("normalise.json") as Record<string, string>;

  it("gives numpy's x / 127.5 - 1 to the last bit for every byte", () => {
    expect(hex(normalise(bytes, { scale: 1 / 127.5, offset: -1 }))).toBe(tables["x / 127.5 - 1"]);
  });

  it("gives numpy's x / 255 to the last bit for every byte", () => {
    expect(hex(normalise(bytes, { scale: 1 / 255, offset: 0 }))).toBe(tables["x / 255"]);
  });
});

describe("preprocess", () => {
  it.each(golden("crop.json") as CropCase[])(
    "crops as timm evaluates: $from to $size, $cropFraction, $resize",
    ({ from, size, cropFraction, resize, ...expected }) => {
      const values = preprocess(pattern(...from), { size, channels: 3, resize, fit: "crop", cropFraction, scale: 1, offset: 0 });
      const { sha256, head, tail } = fingerprint({ width: size[1], height: size[0], channels: 3, data: Uint8Array.from(values) });
      expect({ sha256, head, tail }).toEqual({ sha256: expected.sha256, head: expected.head, tail: expected.tail });
    },
  );

  it("goes from RGBA to normalised grey in one call", () => {
    const image = { width: 2, height: 1, channels: 4, data: new Uint8Array([255, 255, 255, 0, 0, 0, 0, 255]) } as const;
    expect(Array.from(preprocess(image, xceptionPreprocessing({ size: [1, 2], channels: 1 })))).toEqual([1, -1]);
  });

  it("stretches the whole image", () => {
    const image = { width: 4, height: 1, channels: 1, data: new Uint8Array([0, 51, 102, 153]) } as const;
    const spec: Preprocessing = { size: [2, 2], channels: 1, resize: "nearest", fit: "stretch", scale: 1, offset: 0 };
    expect(Array.from(preprocess(image, spec))).toEqual([51, 153, 51, 153]);
  });

  it("keeps the middle of the shorter side's square", () => {
    const image = { width: 4, height: 2, channels: 1, data: new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]) } as const;
    const spec: Preprocessing = { size: [2, 2], channels: 1, resize: "nearest", fit: "crop", scale: 1, offset: 0 };
    expect(Array.from(preprocess(image, spec))).toEqual([1, 2, 5, 6]);
  });
});

describe("xceptionPreprocessing", () => {
  it("is Keras' size and range unless told otherwise", () => {
    expect(xceptionPreprocessing()).toEqual({
      size: [299, 299],
      channels: 3,
      resize: "bicubic",
      fit: "stretch",
      scale: 1 / 127.5,
      offset: -1,
    });
  });

  it("takes a side or both, and any other field", () => {
    expect(xceptionPreprocessing({ size: 150, resize: "nearest" })).toMatchObject({ size: [150, 150], resize: "nearest" });
    expect(xceptionPreprocessing({ size: [71, 90], fit: "crop", cropFraction: 0.9 })).toMatchObject({ size: [71, 90], cropFraction: 0.9 });
  });

  it("leaves the usual value where a field is undefined", () => {
    expect(xceptionPreprocessing({ size: undefined, resize: undefined, cropFraction: undefined })).toEqual(xceptionPreprocessing());
  });

  it("refuses a size that cannot be", () => {
    expect(() => xceptionPreprocessing({ size: 0 })).toThrow(
      new PreprocessingError(
        '[validatePreprocessing] "size" is [0,0], but [height, width], two whole numbers from 1 to 16384 was expected. Correct it.',
      ),
    );
  });
});

describe("validatePreprocessing", () => {
  const valid = { ...xceptionPreprocessing({ fit: "crop", cropFraction: 0.9 }) };

  it("gives back what a file holds", () => {
    expect(validatePreprocessing(JSON.parse(JSON.stringify(valid)))).toEqual(valid);
  });

  it.each([
    [null, "null came, but an object with size, channels, resize, fit, cropFraction, scale, offset was expected. Pass such an object."],
    [[1], "[1] came, but an object with size, channels, resize, fit, cropFraction, scale, offset was expected. Pass such an object."],
    [
      { ...valid, mean: 0 },
      'there is no field "mean", only size, channels, resize, fit, cropFraction, scale, offset. Correct or remove it.',
    ],
    [
      { ...valid, toString: 0 },
      'there is no field "toString", only size, channels, resize, fit, cropFraction, scale, offset. Correct or remove it.',
    ],
    [{ ...valid, size: undefined }, '"size" is missing, but [height, width], two whole numbers from 1 to 16384 was expected. Correct it.'],
    [
      { ...valid, size: [1e9, 1] },
      '"size" is [1000000000,1], but [height, width], two whole numbers from 1 to 16384 was expected. Correct it.',
    ],
    [{ ...valid, channels: 4 }, '"channels" is 4, but one of 1, 3 was expected. Correct it.'],
    [{ ...valid, resize: "area" }, '"resize" is "area", but one of "nearest", "bilinear", "bicubic" was expected. Correct it.'],
    [{ ...valid, fit: "pad" }, '"fit" is "pad", but one of "stretch", "crop" was expected. Correct it.'],
    [{ ...valid, cropFraction: 1.1 }, '"cropFraction" is 1.1, but a number above 0 and at most 1 was expected. Correct it.'],
    [{ ...valid, scale: NaN }, '"scale" is NaN, but a finite number was expected. Correct it.'],
    [{ ...valid, offset: "-1" }, '"offset" is "-1", but a finite number was expected. Correct it.'],
  ])("refuses a wrong specification (%#)", (json, sentence) => {
    expect(() => validatePreprocessing(json)).toThrow(new PreprocessingError(`[validatePreprocessing] ${sentence}`));
  });
});

describe("createBatch", () => {
  it("puts images side by side", () => {
    const batch = createBatch([new Float32Array([1, 2]), new Float32Array([3, 4])], [1, 2, 1]);
    expect(batch).toEqual({ shape: [2, 1, 2, 1], data: new Float32Array([1, 2, 3, 4]) });
  });

  it("refuses an image of another size", () => {
    expect(() => createBatch([new Float32Array(2), new Float32Array(3)], [1, 2, 1])).toThrow(
      new PreprocessingError("[createBatch] image 1 holds 3 numbers, but [1, 2, 1] needs 2. Preprocess all images of a batch to one size."),
    );
  });
});
