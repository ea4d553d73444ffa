export { registerWebgpuKernels } from "./register-webgpu-kernels.ts";
