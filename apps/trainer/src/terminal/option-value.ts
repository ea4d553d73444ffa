// What the text behind an option may be. Each of these makes commander's parser for one option.
import { CommandError } from "./command-error.ts";

/** A whole number from `least`. */
export function wholeNumber(option: string, least = 1): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new CommandError(`[xception] ${option} came as "${text}", but a whole number from ${least} was expected. Give one.`);
  };
}

/** One of some words. */
export function oneOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new CommandError(`[xception] ${option} came as "${text}". Choose one of ${words.join(", ")}.`);
  };
}
