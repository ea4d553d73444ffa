import { FetchError, readHdf5, WeightsError, type Hdf5File } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { goldenBlob, goldenBytes } from "./golden-file.ts";

const counting = Array.from({ length: 24 }, (_, index) => index / 8);

/** A Blob that counts the bytes that are read of it. */
class WatchedBlob extends Blob {
  bytesRead = 0;
  override slice(start = 0, end = this.size): Blob {
    this.bytesRead += end - start;
    return super.slice(start, end);
  }
}

// h5py's defaults, and the form that HDF5 writes when it may use its newest structures.
describe.each(["ways.h5", "ways-latest.h5"])("readHdf5 of %s", (name) => {
  const open = async (): Promise<Hdf5File> => readHdf5(await goldenBlob(name));

  it.each<[string, readonly number[], string, readonly (number | bigint)[]]>([
    ["plain", [2, 3, 4], "float32", counting],
    ["big_endian", [2, 3, 4], "float32", counting],
    ["half", [4], "float32", [1.5, -2, 2 ** -24, Infinity]],
    ["bfloat", [3], "float32", [1.5, -2, Infinity]],
    ["double", [1], "float64", [1 / 3]],
    ["bytes", [2], "int8", [-128, 127]],
    ["unsigned", [1], "uint64", [2n ** 64n - 1n]],
    ["scalar", [], "float32", [2.5]],
    ["none", [0, 2], "float32", []],
    ["deep/er/leaf", [1], "float32", [1]],
    ["other name/leaf", [1], "float32", [1]],
  ])("reads %s", async (path, shape, dtype, values) => {
    const array = await (await open()).read(path);
    expect(array.shape).toEqual(shape);
    expect(array.dtype).toBe(dtype);
    expect([...array.data]).toEqual(values);
  });

  it("reads from bytes in memory what it reads from a Blob", async () => {
    const [bytes, blob] = [await readHdf5(await goldenBytes(name)), await open()];
    for (const path of ["plain", "half", "deep/er/leaf"]) expect(await bytes.read(path)).toEqual(await blob.read(path));
  });

  it("gives an array a buffer of its own", async () => {
    const { data } = await (await readHdf5(await goldenBytes(name))).read("plain");
    expect(data.buffer.byteLength).toBe(96);
  });

  it("finds all members of a group that has many", async () => {
    const file = await open();
    const names = Array.from({ length: 130 }, (_, index) => `member ${String(index).padStart(3, "0")}`);
    expect(await file.children("many")).toEqual(names);
    expect([...(await file.read("many/member 128")).data]).toEqual([1 / 3]);
    expect([...(await file.read("many/member 129")).data]).toEqual(counting);
  });

  it("finds all attributes of an object that has many", async () => {
    const file = await open();
    for (let index = 0; index < 12; index++) {
      expect(await file.texts("many", `name${String(index)}`)).toEqual(Array.from({ length: index + 1 }, () => `value ${String(index)}`));
    }
  });

  it("tells groups from arrays and from nothing; a link by path is nothing", async () => {
    const file = await open();
    const kinds = await Promise.all(["", "deep/er", "plain", "other", "plain/x", "by path"].map((path) => file.kindOf(path)));
    expect(kinds).toEqual(["group", "group", "array", "nothing", "nothing", "nothing"]);
  });

  it.each<[string, readonly string[] | undefined]>([
    ["one", ["größer"]],
    ["many", ["a", "", "größer"]],
    ["fixed", ["ab", "abcd"]],
    ["none", []],
    ["other", undefined],
  ])("gives the texts of the attribute %s", async (attribute, texts) => {
    expect(await (await open()).texts("", attribute)).toEqual(texts);
  });

  it("says what else was found than was asked for", async () => {
    const file = await open();
    await expect(file.texts("", "number")).rejects.toThrow(
      "[readHdf5] Attribute number of / is not a text. Check that the file was written by Keras.",
    );
    await expect(file.read("text")).rejects.toThrow(
      "[readHdf5] /text holds texts; numbers can be read. Check that it is an array of weights.",
    );
    await expect(file.read("compound")).rejects.toThrow(
      "[readHdf5] /compound holds values of the type compound of 4 bytes; numbers can be read.",
    );
    await expect(file.read("other")).rejects.toThrow("[readHdf5] The file has nothing at /other. See children for what it has.");
    await expect(file.read("deep")).rejects.toThrow("[readHdf5] /deep is a group; an array was expected. Check the path.");
    await expect(file.children("plain")).rejects.toThrow("[readHdf5] /plain is an array; a group was expected. Check the path.");
  });
});

describe("readHdf5", () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ["packed", [2, 3, 4], counting],
    // Chunks of 2 x 3 over an array of 5 x 4, most of them never written.
    ["sparse", [5, 4], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 0]],
  ])("reads %s, an array in chunks", async (path, shape, values) => {
    const array = await (await readHdf5(await goldenBlob("ways.h5"))).read(path);
    expect(array.shape).toEqual(shape);
    expect([...array.data]).toEqual(values);
  });

  it("reads pages of the directory and the array that is asked for, not the whole file", async () => {
    const padding = new Uint8Array(2 ** 20);
    const blob = new WatchedBlob([await goldenBytes("ways.h5"), padding]);
    const file = await readHdf5(blob);
    await file.read("plain");
    await file.read("plain");
    expect(blob.bytesRead).toBeLessThan(2 ** 17);
  });

  it("refuses what is empty or no HDF5 file", async () => {
    for (const source of [new Blob([]), new Blob(["<!doctype html>".repeat(10)])]) {
      await expect(readHdf5(source)).rejects.toThrow(
        "[readHdf5] The HDF5 file does not start with HDF5's signature. It is damaged, cut short or not an HDF5 file: get it again.",
      );
    }
  });

  it("refuses a file that is shorter than it was", async () => {
    const bytes = await goldenBytes("ways.h5");
    await expect(readHdf5(bytes.slice(0, -1))).rejects.toThrow(
      `[readHdf5] The HDF5 file took ${String(bytes.length)} bytes when it was written, but takes ${String(bytes.length - 1)} now.`,
    );
  });

  it("refuses a file of the newest form whose directory was changed", async () => {
    const bytes = await goldenBytes("ways-latest.h5");
    // The last letter of an attribute's text, which lies in an object header.
    const at = new TextDecoder("latin1").decode(bytes).indexOf("abcd");
    bytes[at + 3] = 0x65;
    const file = await readHdf5(bytes);
    await expect(file.texts("", "fixed")).rejects.toThrow(
      "[readHdf5] The HDF5 file has a structure whose checksum is not that of its content.",
    );
  });

  it("follows a path through a group that holds itself, as long as the path is", async () => {
    const file = await readHdf5(await goldenBlob("circle.h5"));
    expect(await file.children("layers/other/".repeat(50))).toEqual(["layers", "other"]);
  });

  it("passes on what reading the source throws, which another try may mend", async () => {
    const golden = await goldenBytes("ways.h5");
    class Remote extends Blob {
      override slice(): Blob {
        const part = new Blob([]);
        part.arrayBuffer = () => Promise.reject(new FetchError("[openBlob] gone", { url: "", status: 503 }));
        return part;
      }
    }
    await expect(readHdf5(new Remote([golden]))).rejects.toBeInstanceOf(FetchError);
  });

  it("calls all that is wrong with a file a WeightsError", async () => {
    await expect(readHdf5(new Blob(["x"]))).rejects.toBeInstanceOf(WeightsError);
  });
});
