// The way back of windows of any stride to their image (assembly/training/fold-patches.ts).
import type { Window } from "../../../kernels/window.ts";
import type { PlannedTask } from "../convolve.ts";
import { makeTask } from "../task.ts";
import { windowFields } from "../window-fields.ts";

export interface FoldPatches {
  readonly window: Omit<Window, "multiplier">;
  /** Address of what each window gives, [N·H′·W′, kh·kw·C]; with a filter, of dy [N, H′, W′, C]. */
  readonly from: number;
  /** Address of a depthwise filter [kh, kw, C]. */
  readonly filter?: number;
  /** Address of the result [N, H, W, C]. */
  readonly dx: number;
}

export function planFoldPatches({ window, from, filter = 0, dx }: FoldPatches): PlannedTask {
  return { task: makeTask("foldPatches", [...windowFields(window), from, filter, dx]), scratchBytes: 0 };
}
