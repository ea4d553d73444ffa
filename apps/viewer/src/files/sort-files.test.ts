import { expect, it } from "vitest";

import { sortFiles, strangersSentence } from "./sort-files.ts";

const file = (name: string, type = ""): File => new File([], name, { type });
const names = (files: readonly File[]): string[] => files.map(({ name }) => name);

it("sorts what came into models, labels, images and strangers", () => {
  const sorted = sortFiles([
    file("a.safetensors"),
    file("b.KERAS"),
    file("c.h5"),
    file("d.hdf5"),
    file("labels.txt", "text/plain"),
    file("classes.json", "application/json"),
    file("photo.JPG"),
    file("pasted", "image/png"),
    file("paper.pdf", "application/pdf"),
  ]);
  expect(names(sorted.models)).toEqual(["a.safetensors", "b.KERAS", "c.h5", "d.hdf5"]);
  expect(names(sorted.labels)).toEqual(["labels.txt", "classes.json"]);
  expect(names(sorted.images)).toEqual(["photo.JPG", "pasted"]);
  expect(names(sorted.strangers)).toEqual(["paper.pdf"]);
});

it("names the strangers and what may come", () => {
  expect(strangersSentence([file("a.pdf"), file("b.zip")])).toBe(
    "[open] a.pdf, b.zip: neither a model (.safetensors, .keras, .h5, .hdf5), an image, nor a list of labels (.txt, .json, .csv). Choose one of these.",
  );
});
