import { createDataset, createIdxSource, DataError, readIdx } from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

/** An IDX file of unsigned bytes. */
const idx = (shape: number[], data: number[]): Uint8Array => {
  const header = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, 8, shape.length, ...header, ...data]);
};
const images = idx([2, 1, 3], [0, 51, 255, 1, 2, 3]);

describe("readIdx", () => {
  it("reads the shape and the bytes", () => {
    expect(readIdx(images)).toEqual({ shape: [2, 1, 3], data: new Uint8Array([0, 51, 255, 1, 2, 3]) });
  });

  it("reads from the middle of a larger buffer", () => {
    const larger = Uint8Array.from([9, 9, 9, ...images, 9]);
    expect(readIdx(larger.subarray(3, -1)).shape).toEqual([2, 1, 3]);
  });

  it.each([
    [[0x1f, 0x8b, 8, 0], "x is compressed by gzip, but a plain IDX file was expected. Unpack it first: gunzip."],
    [
      [0x89, 0x50, 0x4e, 0x47, 0],
      'x begins with "89 50 4e 47", but an IDX file begins with "00 00". Pass a file such as train-images-idx3-ubyte.',
    ],
    [[], 'x begins with "", but an IDX file begins with "00 00". Pass a file such as train-images-idx3-ubyte.'],
    [[0, 0, 0x0d, 1, 0, 0, 0, 0], "x holds elements of type 0x0d, but unsigned bytes (0x08) were expected. Pass a file of bytes."],
    [[0, 0, 8, 3, 0, 0, 0, 1], "x ends within its header, after 8 bytes. Fetch it again."],
    [[0, 0, 8, 0], "x ends within its header, after 4 bytes. Fetch it again."],
    [[...images.subarray(0, -1)], "x says [2, 1, 3], which is 6 bytes, but 5 follow its header. Fetch it again."],
    [[...images, 0], "x says [2, 1, 3], which is 6 bytes, but 7 follow its header. Fetch it again."],
    [
      [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255],
      "x says [4294967295, 4294967295], which is 18446744065119617000 bytes, but 0 follow its header. Fetch it again.",
    ],
  ])("refuses %j", (bytes, sentence) => {
    expect(() => readIdx(Uint8Array.from(bytes), "x")).toThrow(new DataError(`[readIdx] ${sentence}`));
  });
});

describe("createIdxSource", () => {
  it("pairs images with labels, and names classes by their number", () => {
    const source = createIdxSource(images, idx([2], [2, 0]));
    expect(source).toMatchObject({ length: 2, classes: ["0", "1", "2"] });
    expect(Array.from(source.labels)).toEqual([2, 0]);
    expect(source.name(1)).toBe("image 1");
    expect(source.pixels(1)).toEqual({ width: 3, height: 1, channels: 1, data: new Uint8Array([1, 2, 3]) });
  });

  it("becomes a data set of normalised images", async () => {
    const source = createIdxSource(images, idx([2], [1, 0]), ["zero", "one"]);
    const dataset = createDataset(source, { size: [1, 3], channels: 1, resize: "nearest", fit: "stretch", scale: 1 / 255, offset: 0 });
    expect(dataset).toMatchObject({ length: 2, shape: [1, 3, 1], classes: ["zero", "one"] });
    expect(await dataset.get(0)).toEqual(new Float32Array([0, 0.2, 1]));
  });

  it.each([
    [
      idx([2], [0, 0]),
      idx([2], [0, 0]),
      undefined,
      'the file of images holds [2], but [N, height, width] was expected. Pass the file whose name has "idx3".',
    ],
    [images, images, undefined, 'the file of labels holds [2, 1, 3], but [N] was expected. Pass the file whose name has "idx1".'],
    [images, idx([3], [0, 0, 0]), undefined, 'there are 2 images, but 3 labels. Pass two files of one set, both "train" or both "t10k".'],
    [idx([0, 28, 28], []), idx([0], []), undefined, "the file of images holds no pixel. Pass a file with images."],
    [images, idx([2], [0, 7]), ["a", "b"], "a label is 7, but there are only 2 class names. Pass a name for each label from 0 to 7."],
  ])("refuses files that do not fit (%#)", (pictures, labels, classes, sentence) => {
    expect(() => createIdxSource(pictures, labels, classes)).toThrow(new DataError(`[createIdxSource] ${sentence}`));
  });
});
