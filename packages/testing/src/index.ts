export { chromiumPath, isolatingHeaders, missingChromium } from "./chromium.ts";
export { checkGradient, type GradientCheck } from "./check-gradient.ts";
export { describeBackends, provideBackends, type StartBackend } from "./describe-backends.ts";
export { realModel, realModelPath } from "./real-model.ts";
export { missingComponent, missingWhere } from "./missing-component.ts";
export { expectClose, type Closeness, type Values } from "./expect-close.ts";
export { expectNoLeak } from "./expect-no-leak.ts";
export { pattern, seeded, seededRandom } from "./seeded.ts";
export { toleranceOf } from "./tolerance.ts";
