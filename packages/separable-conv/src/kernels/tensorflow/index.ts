export { registerTensorFlowKernels } from "./register-tensorflow-kernels.ts";
