// A test may need what npm does not bring: a browser, a graphics driver, real models.

/**
 * What to skip a test with, where something that it needs is missing. In CI nothing may be missing, and nothing is skipped.
 *
 * @param sentence  what is missing and how it is brought
 * @throws Error with the sentence where CI=true
 */
export function missingComponent(sentence: string): string {
  if (process.env["CI"] === "true") throw new Error(sentence);
  return sentence;
}
