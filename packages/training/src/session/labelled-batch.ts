import type { ParameterArray } from "@xception/network";

import type { Labels } from "../losses/create-targets.ts";

/** Images and what is in them. */
export interface LabelledBatch {
  /** [N, H, W, C], as the network takes them */
  readonly images: ParameterArray;
  /** [N] or [N, K] */
  readonly labels: Labels;
}
