/** A part of 1 with two digits behind the point: a hundredth of a percent is one of MNIST's test images. A dash for none. */
export const percent = (part: number | null): string => (part === null ? "–" : `${(100 * part).toFixed(2)} %`);

/** A number of things, in groups of three digits. */
export const whole = (count: number): string => Math.round(count).toLocaleString("en");
