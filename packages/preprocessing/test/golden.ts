import { readFileSync } from "node:fs";

/** One of the JSON files of golden/. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8"));
}
