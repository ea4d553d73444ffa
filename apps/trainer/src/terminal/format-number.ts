/** A part of 1 with two digits behind the point: a hundredth of a percent is one of MNIST's test images. */
export const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;

/** A number of things, in groups of three digits. */
export const whole = (count: number): string => Math.round(count).toLocaleString("en");
