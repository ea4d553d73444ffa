import { cost, type Network } from "@xception/network";

import type { TrainingRecipe } from "../../recipe/training-recipe.ts";

/** What a run computes, in multiply-adds of its forward passes; the way back takes some two times as many again. */
export interface TrainingWork {
  /** Of what is computed together: a step, or one of its parts. */
  readonly atOnce: number;
  readonly inAll: number;
}

/** @param images trained on in an epoch */
export function trainingWork(
  network: Network,
  images: number,
  { batch, accumulate, epochs }: Pick<TrainingRecipe, "batch" | "accumulate" | "epochs">,
): TrainingWork {
  const { total } = cost(network);
  return { atOnce: (total * Math.min(batch, images)) / accumulate, inAll: total * images * epochs };
}
