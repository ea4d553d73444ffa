export function registerWebgpuKernels(): void {}
