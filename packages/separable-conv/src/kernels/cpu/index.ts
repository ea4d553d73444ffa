export { registerCpuKernels } from "./register-cpu-kernels.ts";
