// The one place that looks at the options of an Xception before anything is built from them.
import { OptionError } from "../xception-error.ts";
import { defaultOptions, type CompleteXceptionOptions, type XceptionOptions } from "./xception-options.ts";

/** What each option may hold, in words, and a test of it. A file or a command line may bring anything. */
const rules: { readonly [Key in keyof CompleteXceptionOptions]: readonly [expected: string, holds: (value: unknown) => boolean] } = {
  name: ["a name that is not empty", (value) => typeof value === "string" && value !== ""],
  inputSize: [
    "a number of pixels, [height, width], or null for any size",
    (value) => value === null || isCount(value) || (isPair(value) && value.every(isCount)),
  ],
  channels: ["a whole number from 1", isCount],
  classes: ["a whole number from 1", isCount],
  width: ["a number above 0", (value) => isFinite(value) && value > 0],
  middleModules: ["a whole number from 0", (value) => value === 0 || isCount(value)],
  residual: ["true or false", isBoolean],
  intermediateActivation: oneOf("none", "relu", "elu"),
  segments: [
    'a whole number from 1, "channels" for one a channel, or null for separable convolutions',
    (value) => value === null || value === "channels" || isCount(value),
  ],
  head: ["a list of whole numbers from 1, such as [4096, 4096]", (value) => Array.isArray(value) && value.every(isCount)],
  dropout: ["a number from 0 to below 1", (value) => isFinite(value) && value >= 0 && value < 1],
  top: ["true or false", isBoolean],
  classifierActivation: oneOf("softmax", "none", "sigmoid"),
  pooling: oneOf("none", "avg", "max"),
  strides: ['"auto" or { stem, entry: [_, _, _], exit }, each 1 or 2', (value) => value === "auto" || isStrides(value)],
  batchNormEpsilon: ["a number above 0", (value) => isFinite(value) && value > 0],
  poolPadding: oneOf("same", "symmetric"),
};

/**
 * Fills in what is left out and refuses what cannot be.
 *
 * @throws OptionError naming the option, what came, and what it may hold; an unknown option is answered with the list of all
 */
export function completeOptions(options: XceptionOptions): CompleteXceptionOptions {
  const known = Object.keys(rules);
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new OptionError(`[buildXception] there is no option "${key}". The options are ${known.join(", ")}.`);
  }
  const given = Object.entries(options as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined);
  const complete = { ...defaultOptions, ...(Object.fromEntries(given) as XceptionOptions) };
  for (const key of known as (keyof CompleteXceptionOptions)[]) {
    const [expected, holds] = rules[key];
    if (!holds(complete[key]))
      throw new OptionError(
        `[buildXception] ${key} is ${JSON.stringify(complete[key])}, but must be ${expected}. Correct it or leave it out.`,
      );
  }
  checkTogether(complete);
  return complete;
}

/** Options that are each right but not together. */
function checkTogether({ segments, intermediateActivation, top, head, dropout, pooling }: CompleteXceptionOptions): void {
  if (segments !== null && intermediateActivation !== "none")
    throw new OptionError(
      `[buildXception] intermediateActivation "${intermediateActivation}" stands between the steps of a separable convolution, and segments ${segments} replaces those. Set one of the two.`,
    );
  if (!top && (head.length > 0 || dropout > 0))
    throw new OptionError(`[buildXception] head and dropout belong to the top, and top is false. Leave them out or set top to true.`);
  if (top && pooling !== "none")
    throw new OptionError(`[buildXception] pooling "${pooling}" is the end of a network without top, and top is true. Set top to false.`);
}

function oneOf(...words: readonly string[]): readonly [string, (value: unknown) => boolean] {
  return [`one of ${words.join(", ")}`, (value) => words.includes(value as string)];
}
function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}
function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}
function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}
function isPair(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length === 2;
}
function isStrides(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { stem, entry, exit, ...rest } = value as Record<string, unknown>;
  const steps = [stem, exit, ...(Array.isArray(entry) && entry.length === 3 ? (entry as unknown[]) : [0])];
  return Object.keys(rest).length === 0 && steps.every((step) => step === 1 || step === 2);
}
