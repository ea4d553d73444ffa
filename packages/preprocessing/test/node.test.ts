import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createDataset, DataError, ImageError, xceptionPreprocessing } from "@xception/preprocessing";
import { decodeImage, imageExtensions, readImageFolder } from "@xception/preprocessing/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { golden } from "./golden.ts";

interface Decoded {
  width: number;
  height: number;
  rgb: string;
  grey: string;
}

const images = fileURLToPath(new URL("golden/images/", import.meta.url));
const cases = Object.entries(golden("decode.json") as Record<string, Decoded>);
const hex = (data: Uint8Array | Uint8ClampedArray): string => Buffer.from(data).toString("hex");
const readable = "Pass a JPEG, PNG, WebP, GIF, TIFF or AVIF file that an image viewer opens.";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xception-preprocessing-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("decodeImage", () => {
  it.each(cases)("gives Pillow's bytes for %s", async (name, { width, height, rgb }) => {
    const pixels = await decodeImage(join(images, name));
    expect({ ...pixels, data: hex(pixels.data) }).toEqual({ width, height, channels: 3, data: rgb });
  });

  it.each(cases)("gives Pillow's grey for %s", async (name, { width, height, grey }) => {
    const pixels = await decodeImage(join(images, name), { channels: 1 });
    expect({ ...pixels, data: hex(pixels.data) }).toEqual({ width, height, channels: 1, data: grey });
  });

  it("takes bytes and blobs", async () => {
    const bytes = readFileSync(join(images, "rgb.png"));
    const expected = await decodeImage(join(images, "rgb.png"));
    expect(await decodeImage(bytes)).toEqual(expected);
    expect(await decodeImage(new Blob([bytes]))).toEqual(expected);
  });

  it("refuses a file cut short, as Pillow does", async () => {
    const bytes = readFileSync(join(images, "rgb-420.jpg"));
    await expect(decodeImage(bytes.subarray(0, -40), { name: "cut.jpg" })).rejects.toThrow(ImageError);
    await expect(decodeImage(bytes.subarray(0, -40), { name: "cut.jpg" })).rejects.toThrow(
      /^\[decodeImage\] cut\.jpg cannot be read as an image \(.+\)\. Pass a JPEG/,
    );
    await expect(decodeImage(readFileSync(join(images, "rgb.png")).subarray(0, -30))).rejects.toThrow(ImageError);
  });

  it.each([
    ["text", new TextEncoder().encode("not an image"), "Input buffer contains unsupported image format"],
    ["an empty file", new Uint8Array(), "it is empty"],
    ["a drawing", new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), "it is of the format svg"],
  ])("refuses %s in one sentence", async (_, bytes, reason) => {
    await expect(decodeImage(bytes, { name: "x" })).rejects.toThrow(
      new ImageError(`[decodeImage] x cannot be read as an image (${reason}). ${readable}`),
    );
  });

  it("calls a file by its name", async () => {
    await expect(decodeImage(new File(["?"], "holiday.jpg"))).rejects.toThrow("[decodeImage] holiday.jpg cannot be read");
    await expect(decodeImage(new Blob(["?"]))).rejects.toThrow("[decodeImage] the image cannot be read");
  });

  it("refuses a path where there is no file", async () => {
    const path = join(folder, "missing.jpg");
    await expect(decodeImage(path)).rejects.toThrow(new ImageError(`[decodeImage] ${path} cannot be opened (ENOENT). Check the path.`));
  });
});

describe("readImageFolder", () => {
  const fill = (name: string, files: Record<string, string | null>): string => {
    const root = join(folder, name);
    mkdirSync(root);
    for (const [path, image] of Object.entries(files)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      if (image === null) writeFileSync(join(root, path), "not an image");
      else copyFileSync(join(images, image), join(root, path));
    }
    return root;
  };

  it("makes a class of each sub-folder, in their order, and reads images when they are asked for", async () => {
    const root = fill("photos", {
      "spoon/b.PNG": "rgb.png",
      "spoon/a.jpg": "rgb-420.jpg",
      "cup/deep/c.webp": "rgb.webp",
      "cup/notes.txt": null,
      ".hidden/x.jpg": null,
    });
    const source = await readImageFolder(root);
    expect(source).toMatchObject({ length: 3, classes: ["cup", "spoon"] });
    expect(Array.from(source.labels)).toEqual([0, 1, 1]);
    expect([0, 1, 2].map((index) => source.name(index))).toEqual([
      join("cup", "deep", "c.webp"),
      join("spoon", "a.jpg"),
      join("spoon", "b.PNG"),
    ]);
    expect(await source.pixels(2)).toEqual(await decodeImage(join(images, "rgb.png")));
    const dataset = createDataset(source, xceptionPreprocessing({ size: [4, 5] }));
    expect((await dataset.get(0)).length).toBe(60);
  });

  it("takes the order of the classes from a model", async () => {
    const root = fill("ordered", { "spoon/a.png": "rgb.png", "cup/a.png": "rgb.png" });
    const source = await readImageFolder(root, { classes: ["spoon", "fork", "cup"] });
    expect(Array.from(source.labels)).toEqual([2, 0]);
    expect(source.classes).toEqual(["spoon", "fork", "cup"]);
    const wrong = new DataError(
      `[readImageFolder] ${join(root, "spoon")} is none of the 1 classes. Rename the folder, or give its name as a class.`,
    );
    await expect(readImageFolder(root, { classes: ["cup"] })).rejects.toThrow(wrong);
  });

  it("names the image that cannot be read when it is asked for", async () => {
    const root = fill("broken", { "cup/a.jpg": null });
    const source = await readImageFolder(root);
    await expect(source.pixels(0)).rejects.toThrow(`[decodeImage] ${join(root, "cup", "a.jpg")} cannot be read as an image`);
  });

  it("refuses a folder that is missing, empty, flat, or holds no image", async () => {
    const missing = join(folder, "nowhere");
    await expect(readImageFolder(missing)).rejects.toThrow(
      new DataError(`[readImageFolder] ${missing} cannot be listed (ENOENT). Pass a folder that exists.`),
    );
    const empty = fill("empty", {});
    const advice = (root: string): string =>
      `but one sub-folder of images for each class was expected. Make ${join(root, "CLASS")} for each.`;
    await expect(readImageFolder(empty)).rejects.toThrow(new DataError(`[readImageFolder] ${empty} is empty, ${advice(empty)}`));
    const flat = fill("flat", { "a.png": "rgb.png" });
    await expect(readImageFolder(flat)).rejects.toThrow(new DataError(`[readImageFolder] ${flat} has no sub-folders, ${advice(flat)}`));
    const bare = fill("bare", { "cup/readme.txt": null });
    await expect(readImageFolder(bare)).rejects.toThrow(
      new DataError(
        `[readImageFolder] ${join(bare, "cup")} holds no image (${imageExtensions.join(", ")}). Put images into it, or remove the folder.`,
      ),
    );
  });
});
