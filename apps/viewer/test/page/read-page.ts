// What the tests read off the page.
import type { Page } from "playwright-core";

/** Waits for the result of an image and gives its probabilities, in the order of the classes. */
export function probabilitiesOf(page: Page, image: string): Promise<number[]> {
  return numbersOf(page, image, "data-probabilities");
}

/** Waits for the result of an image and gives the numbers of the last layer. */
export function outputsOf(page: Page, image: string): Promise<number[]> {
  return numbersOf(page, image, "data-outputs");
}

async function numbersOf(page: Page, image: string, attribute: string): Promise<number[]> {
  const card = page.locator(`#results > li[${attribute}]`, { has: page.locator(`img[alt="${image}"]`) });
  return JSON.parse((await card.getAttribute(attribute)) ?? "[]") as number[];
}

/** Waits for a model that is on its way. */
export async function modelOpened(page: Page, name: string): Promise<void> {
  await page.locator("#model-facts .file-name", { hasText: name }).waitFor();
}

/** The facts of the model's card, by their terms. */
export async function modelFacts(page: Page): Promise<Record<string, string>> {
  const [terms, facts] = await Promise.all([
    page.locator("#model-facts dt").allInnerTexts(),
    page.locator("#model-facts dd").allInnerTexts(),
  ]);
  return Object.fromEntries(terms.map((term, index) => [term, facts[index] ?? ""]));
}

/** The digit as the network gets it: the 28 x 28 grey levels of the preview. */
export async function previewPixels(page: Page): Promise<Uint8Array> {
  const levels = await page.locator("#digit-preview").evaluate((canvas) => {
    const context = (canvas as HTMLCanvasElement).getContext("2d");
    return Array.from(context?.getImageData(0, 0, 28, 28).data ?? []).filter((_, index) => index % 4 === 0);
  });
  return Uint8Array.from(levels);
}

/** The sentences in the alert region. */
export function alertSentences(page: Page): Promise<string[]> {
  return page.locator("#alerts p").allInnerTexts();
}
