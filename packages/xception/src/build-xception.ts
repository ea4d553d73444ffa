// Options to network: the table of Figure 5, changed as asked, expanded, and ended by a classifier or a pooling.
import type { Network } from "@xception/network";

import { withMiddleModules, withoutResiduals, withStrides, withWidth } from "./architecture/adapt.ts";
import { figure5, modulesOf, type Architecture } from "./architecture/architecture.ts";
import { expand } from "./architecture/expand.ts";
import { nodeList, type NodeList } from "./architecture/node-list.ts";
import { planStrides } from "./architecture/plan-strides.ts";
import { completeOptions } from "./options/check-options.ts";
import type { CompleteXceptionOptions, XceptionOptions } from "./options/xception-options.ts";
import { OptionError } from "./xception-error.ts";

/**
 * An Xception as a list of nodes. Without options it is the paper's, layer for layer as Keras builds it: [299, 299, 3] → [1000].
 *
 * @param options  what differs from the paper; JSON
 * @returns        a network from [height, width, channels] to [classes], or without top to the last map or its pooled channels
 * @throws OptionError for an option that is unknown or cannot be
 * @throws SizeError for images that are too small, naming the smallest that works
 *
 * @example
 * countParameters(buildXception()).total // => 22910480
 * buildXception({ inputSize: 28, channels: 1, classes: 10, width: 0.125, middleModules: 1 })
 */
export function buildXception(options: XceptionOptions = {}): Network {
  const complete = completeOptions(options);
  const { name, inputSize, channels } = complete;
  const size = typeof inputSize === "number" ? ([inputSize, inputSize] as const) : (inputSize ?? ([null, null] as const));
  const list = nodeList();
  const image = list.add("input", "input", [], { shape: [...size, channels] });
  const features = expand(list, architectureFor(complete, size), image, complete);
  const output = complete.top ? addTop(list, features, complete) : addPooling(list, features, complete);
  return { name, nodes: list.nodes, outputs: [output] };
}

function architectureFor(options: CompleteXceptionOptions, size: readonly [number | null, number | null]): Architecture {
  const { strides, stemPadding } = planStrides(size, options.strides);
  const sized = withStrides(withMiddleModules(withWidth(figure5, options.width), options.middleModules), strides, stemPadding);
  checkSegments(sized, options);
  return options.residual ? sized : withoutResiduals(sized);
}

/** Which numbers work depends on the width, so this can only be told once the filters are known. */
function checkSegments(architecture: Architecture, { segments }: CompleteXceptionOptions): void {
  if (typeof segments !== "number") return;
  const filters = [...new Set(modulesOf(architecture).flatMap((module) => module.filters))];
  const refused = filters.find((count) => count % segments !== 0);
  if (refused === undefined) return;
  const common = filters.reduce(greatestCommonDivisor);
  const working = Array.from({ length: common }, (_, index) => index + 1).filter((count) => common % count === 0);
  throw new OptionError(
    `[buildXception] segments is ${segments}, which does not divide the ${refused} filters of a layer. ` +
      `Choose one of ${working.join(", ")}, or "channels" for one segment a channel.`,
  );
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

function addTop(list: NodeList, features: string, { head, dropout, classes, classifierActivation }: CompleteXceptionOptions): string {
  const pooled = list.add("avg_pool", "globalAveragePool", [features]);
  const connected = head.reduce(
    (before, units, index) => list.add(`fc${index + 1}`, "dense", [before], { units, activation: "relu" }),
    pooled,
  );
  const dropped = dropout > 0 ? list.add("dropout", "dropout", [connected], { rate: dropout }) : connected;
  const activation = classifierActivation === "none" ? "linear" : classifierActivation;
  return list.add("predictions", "dense", [dropped], { units: classes, activation });
}

function addPooling(list: NodeList, features: string, { pooling }: CompleteXceptionOptions): string {
  if (pooling === "none") return features;
  return pooling === "avg" ? list.add("avg_pool", "globalAveragePool", [features]) : list.add("max_pool", "globalMaxPool", [features]);
}
