import type { Model } from "@xception/exchange";
import { quantise, type Batch, type QuantisedNode } from "@xception/network";

import { formatTable } from "../terminal/format-table.ts";
import { percent, whole } from "../terminal/format-number.ts";
import { unusable } from "../terminal/unusable.ts";

/** A model with its pointwise kernels rounded to 8-bit whole numbers, and what became of each in words. */
export interface RoundedModel {
  readonly model: Model;
  readonly report: string;
}

/**
 * @param batches  images as the network takes them, to measure errors on; without them every kernel is rounded
 * @throws CommandError (2) where they do not fit
 */
export async function roundModel(model: Model, batches?: AsyncIterable<Batch>): Promise<RoundedModel> {
  const { network, parameters, report } = await unusable(() => quantise(model.network, model.parameters, batches && { batches }));
  return { model: { ...model, network, parameters }, report: describe(report, batches !== undefined) };
}

function describe(report: readonly QuantisedNode[], measured: boolean): string {
  const rows = report.map(({ kernel, error, precision }) => [kernel, percent(Number.isNaN(error) ? null : error), precision]);
  const table = formatTable(["kernel", measured ? "error of output" : "error of kernel", "becomes"], rows, [false, true, false]);
  const rounded = report.filter(({ precision }) => precision === "int8").length;
  const advice = measured ? "" : "; what outputs lose is measured with --calibrate";
  return `${table}rounded ${whole(rounded)} of ${whole(report.length)} pointwise kernels${advice}\n`;
}
