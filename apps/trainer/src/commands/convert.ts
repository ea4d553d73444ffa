// xception convert: a model in this house's single file, from any format that is read.
import { extname } from "node:path";

import { writeModel } from "@xception/exchange";
import type { Command } from "commander";

import { writeAtomically } from "../files/write-atomically.ts";
import { openModelFile } from "../model/open-model-file.ts";
import type { Surroundings } from "../surroundings.ts";
import { CommandError } from "../terminal/command-error.ts";
import { whole } from "../terminal/format-number.ts";

export function addConvert(program: Command, { streams }: Surroundings): void {
  program
    .command("convert")
    .description("Write a model as one .safetensors file: network, parameters, labels, preprocessing.")
    .argument("<in>", "a model: .keras, .h5, .hdf5 or .safetensors")
    .argument("<out>", "the file to write, .safetensors")
    .action(async (input: string, output: string) => {
      if (extname(output) !== ".safetensors") {
        throw new CommandError(`[convert] OUT came as ${output}, but a name that ends with .safetensors was expected. Name it so.`);
      }
      const model = await openModelFile(input);
      const bytes = new Uint8Array(await writeModel(model).arrayBuffer());
      await writeAtomically(output, bytes);
      streams.error(`wrote ${output}, ${model.parameters.size} parameter arrays, ${whole(bytes.length)} bytes\n`);
    });
}
