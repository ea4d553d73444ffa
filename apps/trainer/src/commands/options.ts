// Options that several commands have, said once.
import { nodeBackendNames, type NodeBackendName } from "@xception/backends";
import { Option } from "commander";

import { oneOf, wholeNumber } from "../terminal/option-value.ts";

/** Fast on any machine, and the same numbers on all of them. */
const defaultBackend: NodeBackendName = "wasm";

export const backendOption = (): Option =>
  new Option("--backend <name>", `what computes: ${nodeBackendNames.join(", ")}`)
    .argParser(oneOf("--backend", nodeBackendNames))
    .default(defaultBackend);

export const executorOption = (): Option =>
  new Option("--executor <name>", "what runs the network (default: wasm, and interpret on another backend)");

export const precisionOption = (): Option =>
  new Option("--precision <name>", "float32, or int8: kernels of whole numbers, rounded where the file has none").argParser(
    oneOf("--precision", ["float32", "int8"]),
  );

export const threadsOption = (): Option =>
  new Option("--threads <n>", "threads of the executor wasm (default: the processors, up to 8)").argParser(wholeNumber("--threads"));

export const trainingThreadsOption = (): Option =>
  new Option("--threads <n>", "threads of the backend wasm (default: 2, where there are as many processors)").argParser(
    wholeNumber("--threads"),
  );

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
