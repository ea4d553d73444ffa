export type { Model } from "./model.ts";
export { ModelError } from "./model-error.ts";
export { openModel, type OpenModelOptions } from "./open-model.ts";
export { openParameters } from "./open-parameters.ts";
export { writeModel, type WriteModelOptions } from "./single-file/write-model.ts";
