export { startEngine, sharesMemory, type EngineOptions } from "./engine/start-engine.ts";
export type { Engine } from "./engine/engine.ts";
export { EngineError } from "./engine/engine-error.ts";
export { type Build } from "./module/compile-module.ts";
export { depthOf, panelFloats, planConvolution, type Convolution, type DepthwiseStep, type PlannedTask } from "./tasks/convolve.ts";
export type { Place } from "./tasks/place.ts";
export { ranges, unbounded, type Range } from "./tasks/range.ts";
export { joinTasks, type Task } from "./tasks/task.ts";
export type { Window } from "../kernels/window.ts";
