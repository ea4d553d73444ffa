import { readSafetensors, WeightsError, writeSafetensors, type NamedArray } from "@xception/weights";
import { describe, expect, it } from "vitest";

import { goldenBlob, goldenBytes } from "./golden-file.ts";

/** A file of the given header, and bytes after it. */
function fileOf(header: unknown, data = new Uint8Array(0), length?: number): Blob {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(length ?? json.length), true);
  return new Blob([size, json, data]);
}

const entry = (shape: unknown, from: unknown, to: unknown, dtype: unknown = "F32"): object => ({ dtype, shape, data_offsets: [from, to] });
const edges = [0, -0, 1, -2.5, 65504, 2 ** -24, -(2 ** -14), Infinity, -Infinity, NaN];

/** Counts what is read of a file. */
class WatchedBlob extends Blob {
  readonly slices: (readonly [number, number])[] = [];
  override slice(start = 0, end = this.size): Blob {
    this.slices.push([start, end]);
    return super.slice(start, end);
  }
}

describe("readSafetensors", () => {
  it.each<[string, readonly number[], string, readonly (number | bigint)[]]>([
    ["f16", [10], "float32", edges],
    ["f32", [2, 3], "float32", [1.5, -2.25, 3, Math.fround(1e-45), Math.fround(3.4e38), -0]],
    ["f64", [2], "float64", [1 / 3, 1e300]],
    ["i8", [2], "int8", [-128, 127]],
    ["i16", [2], "int16", [-32768, 32767]],
    ["i32", [2], "int32", [-(2 ** 31), 2 ** 31 - 1]],
    ["i64", [2], "int64", [-(2n ** 63n), 2n ** 63n - 1n]],
    ["u8", [2], "uint8", [0, 255]],
    ["u16", [2], "uint16", [0, 65535]],
    ["u32", [2], "uint32", [0, 2 ** 32 - 1]],
    ["u64", [2], "uint64", [0n, 2n ** 64n - 1n]],
    ["bool", [3], "bool", [1, 0, 1]],
    ["scalar", [], "float32", [7]],
    ["empty", [0, 3], "float32", []],
  ])("reads %s", async (name, shape, dtype, values) => {
    const file = await readSafetensors(await goldenBlob("every-type.safetensors"));
    const array = await file.read(name);
    expect(file.shapeOf(name)).toEqual(shape);
    expect(array.shape).toEqual(shape);
    expect(array.dtype).toBe(dtype);
    expect([...array.data]).toEqual(values);
  });

  it("reads bfloat16 rounded to 8 bits", async () => {
    const { data } = await (await readSafetensors(await goldenBlob("every-type.safetensors"))).read("bf16");
    // 65504 has no bfloat16; the nearest is 65536.
    expect([...data]).toEqual(edges.map((value) => (value === 65504 ? 65536 : value)));
  });

  it("gives metadata and the names in the order of the file", async () => {
    const file = await readSafetensors(await goldenBlob("writable.safetensors"));
    expect(file.metadata).toEqual(new Map([["made", "for a test, größer"]]));
    expect(file.names.slice(0, 5)).toEqual(["u64", "i64", "f64", "empty", "f32"]);
    expect([...(await file.readAll()).keys()]).toEqual(file.names);
  });

  it("reads only the header and the array that is asked for", async () => {
    const blob = new WatchedBlob([await goldenBytes("writable.safetensors")]);
    const file = await readSafetensors(blob);
    const [[, headerStart] = [0, 0], [, headerEnd] = [0, 0]] = blob.slices;
    await file.read("i64");
    expect(headerStart).toBe(8);
    expect(blob.slices.slice(2)).toEqual([[headerEnd + 16, headerEnd + 32]]);
  });

  it("says that there is no such array", async () => {
    const file = await readSafetensors(await goldenBlob("writable.safetensors"));
    await expect(file.read("other")).rejects.toThrow('[readSafetensors] The file has no array "other". See names for those it has.');
  });

  it.each<[string, Blob]>([
    ["holds 3 bytes, too few for a header", new Blob(["abc"])],
    ["says that its header takes 100000001 bytes, more than the 100000000 allowed", fileOf({}, undefined, 100_000_001)],
    ["says that its header takes 50 bytes, but holds 2 after it", fileOf({}, undefined, 50)],
    ["has a header that is not JSON", fileOf("{,}")],
    ["has a header that is not a JSON object", fileOf([])],
    ["has metadata that is not an object of texts", fileOf({ __metadata__: "x" })],
    ['has metadata "a" that is not a text', fileOf({ __metadata__: { a: 1 } })],
    ['describes "a" by something that is not an object', fileOf({ a: 3 })],
    ['gives "a" the type "F33"; known are F64, F32,', fileOf({ a: entry([1], 0, 4, "F33") })],
    ['gives "a" a shape that is not a short list of sizes', fileOf({ a: entry([-1], 0, 4) })],
    ['gives "a" a shape that is not a short list of sizes', fileOf({ a: entry(Array(17).fill(1), 0, 4) })],
    ['gives "a" a shape that is not a short list of sizes', fileOf({ a: entry([1.5], 0, 6) })],
    ['gives "a" offsets that are not two positions', fileOf({ a: entry([1], "0", 4) })],
    ['gives "a" 4 bytes, but F32 [2] takes 8', fileOf({ a: entry([2], 0, 4) }, new Uint8Array(4))],
    // 2^31 x 2^31 x 4 does not fit 64 bits; in floating point it is still larger than any file.
    ['gives "a" 4 bytes, but F32 [2147483648, 2147483648, 4] takes ', fileOf({ a: entry([2 ** 31, 2 ** 31, 4], 0, 4) }, new Uint8Array(4))],
    ["describes 66 bytes, but holds 62", fileOf({ a: entry([1], 0, 4) }, new Uint8Array(0))],
    ["describes 66 bytes, but holds 67", fileOf({ a: entry([1], 0, 4) }, new Uint8Array(5))],
  ])("refuses a file that %s", async (what, file) => {
    const error: unknown = await readSafetensors(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WeightsError);
    expect((error as WeightsError).message).toContain(`[readSafetensors] The file ${what}`);
    expect((error as WeightsError).message).toMatch(/It is damaged, cut short or not a safetensors file: get it again\.$/);
  });

  it.each([
    ["overlap", { a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8],
    ["leave a gap", { a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12],
    ["start late", { b: entry([1], 4, 8) }, 8],
  ])("refuses arrays that %s", async (_what, header, length) => {
    await expect(readSafetensors(fileOf(header, new Uint8Array(length)))).rejects.toThrow(
      /has "b" at byte \d+, but the array before it ends at \d+/,
    );
  });

  it("takes names that JavaScript's objects have of their own as any others", async () => {
    const file = await readSafetensors(
      fileOf(
        '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"toString":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}',
        new Uint8Array(4),
      ),
    );
    expect(file.names).toEqual(["__proto__", "toString"]);
  });
});

describe("writeSafetensors", () => {
  it("gives the bytes that the reference implementation gives", async () => {
    const golden = await goldenBytes("writable.safetensors");
    const file = await readSafetensors(new Blob([golden]));
    const written = writeSafetensors(await file.readAll(), Object.fromEntries(file.metadata));
    expect(new Uint8Array(await written.arrayBuffer())).toEqual(golden);
  });

  it("starts every array at a multiple of its value size, whatever the order", async () => {
    const arrays = new Map<string, NamedArray>([
      ["odd", { dtype: "uint8", shape: [3], data: new Uint8Array([1, 2, 3]) }],
      ["wide", { dtype: "float64", shape: [1], data: new Float64Array([4]) }],
      ["plain", { dtype: "float32", shape: [1], data: new Float32Array([5]) }],
    ]);
    const file = await readSafetensors(writeSafetensors(arrays));
    expect(file.names).toEqual(["wide", "plain", "odd"]);
    expect(await file.readAll()).toEqual(arrays);
  });

  it("gives the same bytes for metadata in any order", async () => {
    const [a, b] = [writeSafetensors(new Map(), { x: "1", y: "2" }), writeSafetensors(new Map(), { y: "2", x: "1" })];
    expect(await a.text()).toBe(await b.text());
  });

  it("writes a view of a larger buffer, and nothing else of it", async () => {
    const view = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    const file = await readSafetensors(writeSafetensors(new Map([["view", { shape: [2], data: view }]])));
    expect([...(await file.read("view")).data]).toEqual([2, 3]);
  });

  it("refuses values that do not fill their shape", () => {
    expect(() => writeSafetensors(new Map([["a", { shape: [2, 2], data: new Float32Array(3) }]]))).toThrow(
      "[writeSafetensors] a has 3 values, but its shape [2, 2] holds 4. Mend the shape.",
    );
  });

  it("refuses the name that the format keeps for itself", () => {
    expect(() => writeSafetensors(new Map([["__metadata__", { shape: [0], data: new Float32Array(0) }]]))).toThrow(
      '[writeSafetensors] An array is named "__metadata__", which the format keeps for itself. Rename it.',
    );
  });
});
