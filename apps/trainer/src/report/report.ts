// What a finished run tells of itself: report.json is this, report.md the same for people.
import { countParameters, cost } from "@xception/network";

import type { Evaluation } from "../evaluation/evaluation.ts";
import { describeMachine, type Machine } from "../machine/describe-machine.ts";
import type { PreparedModel } from "../run/prepare/prepare-model.ts";
import type { RunRecord } from "../run/plan/run-record.ts";

export interface Report extends Omit<RunRecord, "images"> {
  readonly name: string;
  readonly finished: string;
  readonly network: {
    readonly name: string;
    /** [height, width, channels] of an image. */
    readonly input: readonly number[];
    readonly layers: number;
    readonly parameters: number;
    readonly trainable: number;
    /** For one image. */
    readonly multiplyAdds: number;
  };
  readonly images: { readonly train: number; readonly test: number };
  /** Images of all epochs by the seconds spent on training. */
  readonly imagesPerSecond: number;
  readonly test: Evaluation;
  readonly machine: Machine;
}

export function createReport(record: RunRecord, model: PreparedModel, test: Evaluation): Report {
  const { network, preprocessing } = model;
  const { total, trainable } = countParameters(network);
  return {
    name: record.recipe.name,
    finished: new Date().toISOString(),
    ...record,
    network: {
      name: network.name,
      input: [...preprocessing.size, preprocessing.channels],
      layers: network.nodes.length,
      parameters: total,
      trainable,
      multiplyAdds: cost(network).total,
    },
    images: { train: record.images, test: test.images },
    imagesPerSecond: record.seconds === 0 ? 0 : (record.epochs.length * record.images) / record.seconds,
    test,
    machine: describeMachine(),
  };
}
