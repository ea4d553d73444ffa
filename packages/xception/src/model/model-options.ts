// What a user may say when a model is loaded, and what is taken where nothing is said.
import type { Model } from "@xception/exchange";
import type { CompileOptions, Network, Shape } from "@xception/network";
import { xceptionPreprocessing, type Preprocessing, type XceptionPreprocessingOptions } from "@xception/preprocessing";

import { OptionError } from "../xception-error.ts";

export interface ModelOptions {
  /** The name of an executor, or one of another package; see `compile` of @xception/network. Default "interpret". */
  readonly executor?: CompileOptions["executor"];
  /** Threads, precision and build of the executor "wasm"; see `compile`. */
  readonly threads?: CompileOptions["threads"];
  readonly precision?: CompileOptions["precision"];
  readonly build?: CompileOptions["build"];
  /** One name a class, in the order of the outputs. Default: the file's, else the class numbers from "0". */
  readonly labels?: readonly string[];
  /** What differs from the file's preprocessing, or where it has none from Xception's: see `xceptionPreprocessing`. */
  readonly preprocessing?: XceptionPreprocessingOptions;
  /** Images that go through the network at once; more take more memory. Default 8. */
  readonly batchSize?: number;
}

/** Keras' layers for what its preprocess_input does outside of the network: after these, bytes go in as they are. */
const normalisingKinds = ["rescaling", "normalization"];

/**
 * How images become the network's input: the caller's word before the file's before Xception's.
 *
 * @throws OptionError where this does not give what the network takes
 */
export function preprocessingFor(
  caller: string,
  { network, preprocessing }: Model,
  options: XceptionPreprocessingOptions = {},
): Preprocessing {
  const image = network.nodes.find(({ kind }) => kind === "input");
  const [height = null, width = null, channels = 3] = (image?.options["shape"] ?? []) as readonly (number | null)[];
  const own = preprocessing ?? {
    size: [height ?? 299, width ?? 299] as const,
    channels: channels as 1 | 3,
    ...(normalisesItself(network, image?.name) && { scale: 1, offset: 0 }),
  };
  const complete = xceptionPreprocessing({ ...own, ...options });
  const given = [...complete.size, complete.channels];
  if ([height, width, channels].every((size, axis) => size === null || size === given[axis])) return complete;
  throw new OptionError(
    `[${caller}] preprocessing gives images of [${given.join(", ")}], but the network takes [${[height, width, channels].map((size) => size ?? "any").join(", ")}]. ` +
      `Leave size and channels out of preprocessing, or set them to what the network takes.`,
  );
}

function normalisesItself({ nodes }: Network, input: string | undefined): boolean {
  return nodes.some(({ kind, inputs }) => normalisingKinds.includes(kind) && inputs[0] === input);
}

/**
 * One name a class: those given, else the numbers of the classes, else none, where a network ends in a map or in pooled features.
 *
 * @param output  shape of what the network gives for one image
 * @throws OptionError where there are more or fewer labels than classes
 */
export function labelsFor(caller: string, network: Network, output: Shape, labels: readonly string[] | undefined): readonly string[] {
  const [classes] = output;
  if (output.length !== 1 || classes == null) return [];
  if (!labels) return isPooled(network) ? [] : Array.from({ length: classes }, (_, index) => String(index));
  if (labels.length === classes) return labels;
  throw new OptionError(`[${caller}] labels holds ${labels.length} names, but the network has ${classes} classes. Give one name a class.`);
}

const isPooled = ({ nodes, outputs }: Network): boolean =>
  ["globalAveragePool", "globalMaxPool"].includes(nodes.find(({ name }) => name === outputs[0])?.kind ?? "");
