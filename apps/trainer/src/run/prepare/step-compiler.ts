import type { NodeBackendName } from "@xception/backends";
import type { StepCompiler } from "@xception/training";

import type { TrainingRecipe } from "../../recipe/training-recipe.ts";

/** What makes a step one operation, where the backend can; steps of other backends run operation by operation, in float32. */
export async function stepCompiler(
  backend: NodeBackendName,
  { precision }: Pick<TrainingRecipe, "precision">,
): Promise<StepCompiler | undefined> {
  if (backend !== "tensorflow") return undefined;
  const { deviceVariable, everyCall, trace } = await import("@xception/tensorflow");
  return { trace: (fn) => trace(fn, { precision }), everyCall, variable: deviceVariable };
}
