import { join } from "node:path";

import { expect, it } from "vitest";

import { command, temporaryFolder } from "./command.ts";
import { writeColourModel, writeColours, writeImage } from "./images.ts";

interface EvaluationJson {
  readonly images: number;
  readonly accuracy: number;
  readonly loss: number;
  readonly classes: readonly {
    readonly label: string;
    readonly images: number;
    readonly recall: number | null;
    readonly precision: number | null;
  }[];
  readonly confusion: readonly (readonly number[])[];
}

it("evaluate counts right and wrong answers of each class, as predict gives them", async () => {
  const folder = await temporaryFolder();
  const weights = await writeColourModel(join(folder, "colours.safetensors"));
  const photos = await writeColours(join(folder, "photos"), 3);
  const { status, out } = await command(["evaluate", "--weights", weights, "--data", photos, "--batch", "4", "--json"]);
  expect(status).toBe(0);
  const { images, accuracy, loss, classes, confusion } = JSON.parse(out) as EvaluationJson;

  const predicted = await command(["predict", join(photos, "blue"), join(photos, "red"), "--weights", weights, "--json"]);
  const answers = predicted.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { predictions: { index: number }[]; outputs: number[] });
  const truths = [0, 0, 0, 1, 1, 1];
  const counts = [0, 1].map((truth) =>
    [0, 1].map((named) => answers.filter(({ predictions }, i) => truths[i] === truth && predictions[0]?.index === named).length),
  );
  expect(confusion).toEqual(counts);
  expect(images).toBe(6);
  expect(accuracy).toBeCloseTo(((counts[0]?.[0] ?? 0) + (counts[1]?.[1] ?? 0)) / 6, 10);
  const losses = answers.map(({ outputs }, i) => -Math.log(outputs[truths[i] ?? 0] ?? 0));
  expect(loss).toBeCloseTo(losses.reduce((sum, value) => sum + value, 0) / 6, 5);
  expect(classes.map(({ label, recall }) => [label, recall])).toEqual([
    ["blue", (counts[0]?.[0] ?? 0) / 3],
    ["red", (counts[1]?.[1] ?? 0) / 3],
  ]);
});

it("evaluate prints a table of the classes for people", async () => {
  const folder = await temporaryFolder();
  const weights = await writeColourModel(join(folder, "colours.safetensors"));
  const photos = await writeColours(join(folder, "photos"), 2);
  const { out } = await command(["evaluate", "--weights", weights, "--data", photos]);
  expect(out).toMatch(/^class +images +recall +precision\n─+\nblue +2 .*\nred +2 .*\n\naccuracy \d+\.\d\d % of 4 images, loss \d\.\d{4}, /);
});

it("evaluate refuses folders that are not the model's classes", async () => {
  const folder = await temporaryFolder();
  const weights = await writeColourModel(join(folder, "colours.safetensors"));
  await writeImage(join(folder, "photos", "green", "0.png"), [0, 255, 0]);
  const { status, error } = await command(["evaluate", "--weights", weights, "--data", join(folder, "photos")]);
  expect(error).toMatch(/^\[readImageFolder\] .*green is none of the 2 classes\. Rename the folder, or give its name as a class\.\n$/);
  expect(status).toBe(2);
  const digits = await command(["evaluate", "--weights", weights, "--data", "mnist"]);
  expect(digits.error).toMatch(/^\[evaluate\] mnist has 10 classes, but the model has 2\. .*\n$/);
  expect(digits.status).toBe(2);
});
