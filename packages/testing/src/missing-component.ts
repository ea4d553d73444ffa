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

/** The same for what is looked for by `find`, which throws an error of this kind where it is missing; undefined where it is there. */
export function missingWhere(find: () => unknown, kind: new (...given: never[]) => Error): string | undefined {
  try {
    find();
    return undefined;
  } catch (error) {
    if (error instanceof kind) return missingComponent(error.message);
    throw error;
  }
}
