// xception convert: a model in this house's single file, from any format that is read.
import { extname } from "node:path";

import { writeModel, type WriteModelOptions } from "@xception/exchange";
import type { Command } from "commander";

import { calibrationImages } from "../data/calibration-images.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { choosePreprocessing, type PreprocessingChoice } from "../model/choose-preprocessing.ts";
import { openModelFile } from "../model/open-model-file.ts";
import { roundModel } from "../model/round-model.ts";
import type { Surroundings } from "../surroundings.ts";
import { CommandError } from "../terminal/command-error.ts";
import { whole } from "../terminal/format-number.ts";
import { unusable } from "../terminal/unusable.ts";
import { dtypeOption, fitOption, resizeOption, sizeOption } from "./options.ts";

interface ConvertOptions extends PreprocessingChoice {
  readonly dtype: NonNullable<WriteModelOptions["dtype"]>;
  readonly calibrate?: string;
}

export function addConvert(program: Command, surroundings: Surroundings): void {
  program
    .command("convert")
    .description("Write a model as one .safetensors file: network, parameters, labels, preprocessing.")
    .argument("<in>", "a model: .keras, .h5, .hdf5 or .safetensors")
    .argument("<out>", "the file to write, .safetensors")
    .addOption(dtypeOption())
    .option("--calibrate <dir>", "images (or mnist) on which errors are measured; what errs much stays float32")
    .addOption(sizeOption())
    .addOption(resizeOption())
    .addOption(fitOption())
    .action((input: string, output: string, options: ConvertOptions) => convert(input, output, options, surroundings));
}

async function convert(input: string, output: string, options: ConvertOptions, { streams }: Surroundings): Promise<void> {
  const { dtype, calibrate } = options;
  if (extname(output) !== ".safetensors") {
    throw new CommandError(`[convert] OUT came as ${output}, but a name that ends with .safetensors was expected. Name it so.`);
  }
  if (calibrate !== undefined && dtype !== "int8") {
    throw new CommandError("[convert] --calibrate came, but float32 is written, which loses nothing. Add --dtype int8, or leave it out.");
  }
  let model = await openModelFile(input);
  if (dtype === "int8") {
    const images = calibrate === undefined ? undefined : calibrationImages(calibrate, choosePreprocessing("convert", model, options));
    const rounded = await roundModel(model, images);
    streams.error(rounded.report);
    model = rounded.model;
  }
  const file = await unusable(() => writeModel(model, { dtype }));
  const bytes = new Uint8Array(await file.arrayBuffer());
  await writeAtomically(output, bytes);
  streams.error(`wrote ${output}, ${model.parameters.size} parameter arrays, ${whole(bytes.length)} bytes\n`);
}
