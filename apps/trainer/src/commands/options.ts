// Options that several commands have, said once.
import { nodeBackendNames } from "@xception/backends";
import { Option } from "commander";

import { precisions } from "../model/choose-executor.ts";
import { oneOf, wholeNumber } from "../terminal/option-value.ts";

const namedBackend = (text: string): Option => new Option("--backend <name>", text).argParser(oneOf("--backend", nodeBackendNames));

export const backendOption = (): Option =>
  namedBackend(`what computes: ${nodeBackendNames.join(", ")} (default: wasm, which starts at once)`);

export const trainingBackendOption = (): Option =>
  namedBackend(`what computes: ${nodeBackendNames.join(", ")} (default: tensorflow where it is found, else wasm)`);

export const executorOption = (): Option =>
  new Option("--executor <name>", "what runs the network: wasm, tensorflow, interpret (default: the fastest of the backend)");

export const precisionOption = (): Option =>
  new Option(
    "--precision <name>",
    "float32; int8: kernels of whole numbers, by the executor wasm; bfloat16 on a processor, float16 (slow there): by tensorflow",
  ).argParser(oneOf("--precision", precisions));

export const threadsOption = (): Option =>
  new Option("--threads <n>", "threads of the executors wasm (default: the processors, up to 8) and tensorflow (all)").argParser(
    wholeNumber("--threads"),
  );

export const trainingThreadsOption = (): Option =>
  new Option(
    "--threads <n>",
    "threads of the backends wasm (default: 2, where there are as many processors) and tensorflow (all)",
  ).argParser(wholeNumber("--threads"));

export const dtypeOption = (): Option =>
  new Option("--dtype <name>", "float32, or int8: pointwise kernels as 8-bit whole numbers, a quarter of the bytes")
    .argParser(oneOf("--dtype", ["float32", "int8"]))
    .default("float32");

export const weightsOption = (): Option => new Option("--weights <file>", "a model: .keras, .h5, .hdf5 or .safetensors");

export const batchOption = (images: number): Option =>
  new Option("--batch <n>", "images computed together").argParser(wholeNumber("--batch")).default(images);

export const sizeOption = (): Option =>
  new Option("--size <n>", "height and width in pixels, for a network that takes any").argParser(wholeNumber("--size"));

export const resizeOption = (): Option =>
  new Option("--resize <method>", "nearest, bilinear or bicubic, each as Pillow does it").argParser(
    oneOf("--resize", ["nearest", "bilinear", "bicubic"]),
  );

export const fitOption = (): Option =>
  new Option("--fit <way>", "stretch the whole image, or crop its middle").argParser(oneOf("--fit", ["stretch", "crop"]));

export const jsonOption = (what: string): Option => new Option("--json", what);
