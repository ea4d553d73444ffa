import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The file that the shell starts as `xception`, seen from what was built of this one or from its source. */
export function commandFile(): string {
  const places = ["../bin/xception.js", "../../bin/xception.js"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return places.find((path) => existsSync(path)) ?? "xception";
}
