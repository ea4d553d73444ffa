export function registerCpuKernels(): void {}
