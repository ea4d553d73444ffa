import { join } from "node:path";

import { openXception } from "@xception/xception";
import { openBlob } from "@xception/weights/node";
import { realModel } from "@xception/testing";
import { expect, it } from "vitest";

import { command, temporaryFolder } from "./command.ts";

it("convert writes a Keras model as one file of this house, with every parameter", async ({ skip }) => {
  const keras = realModel("fer/emotion_model.hdf5", skip);
  const file = join(await temporaryFolder(), "emotion.safetensors");
  const { status, out, error } = await command(["convert", keras, file]);
  expect({ status, out }).toEqual({ status: 0, out: "" });
  const [before, after] = [await openXception(await openBlob(keras)), await openXception(await openBlob(file))];
  expect(error).toMatch(new RegExp(`^wrote .*emotion\\.safetensors, ${before.parameters.size} parameter arrays, [\\d,]+ bytes\\n$`));
  expect(after.network).toEqual(before.network);
  for (const [name, { data }] of before.parameters) expect(after.parameters.get(name)?.data).toEqual(data);
});
