import { InputError } from "../input-error.ts";

/** @throws InputError where a seed is not a whole number from 0 */
export function requireSeed(caller: string, seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InputError(`[${caller}] the seed is ${seed}. Give a whole number from 0.`);
}
