/** How Keras writes a class in paths: `SeparableConv2D` as `separable_conv2d`, `LeakyReLU` as `leaky_re_lu`. */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
