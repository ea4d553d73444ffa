// Names of classes, in the shapes in which they travel beside models: one a line, CSV, a JSON list, Keras' imagenet_class_index.json,
// an {index: name} or Keras' {name: index} object.
import { DataError } from "../errors/data-error.ts";

/**
 * The names of the classes, in order of their index.
 *
 * - JSON list: `["cup", "fork"]`
 * - JSON object from index: `{"0": "cup", "1": "fork"}`, or `{"0": ["n01440764", "tench"]}` as Keras' class index, of which the name is the second
 * - JSON object to index: `{"cup": 0, "fork": 1}`, Keras' `class_indices`
 * - CSV whose lines all begin with an index, in any order, a heading allowed: `index,name` / `0,cup`
 * - otherwise one name a line, commas and all
 *
 * @param text  content of the file
 * @param name  what to call it in errors
 * @throws DataError for no labels, damaged JSON, values of another form, or indices that are not 0, 1, 2 ... without a gap
 */
export function parseLabels(text: string, name = "the labels"): string[] {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  const labels = /^[[{]/.test(trimmed) ? fromJson(trimmed, name) : fromLines(trimmed, name);
  if (labels.length === 0)
    throw new DataError(`[parseLabels] ${name}: there are no labels. Write one name a line, or a JSON list of names.`);
  return labels;
}

function fromJson(text: string, name: string): string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`[parseLabels] ${name}: it begins as JSON, but is not valid JSON. Correct it, or write one name a line.`, {
      cause,
    });
  }
  if (Array.isArray(json)) return json.map((value, index) => nameOf(value, String(index), name));
  const entries = Object.entries(json as Record<string, unknown>);
  const toIndex = entries.length > 0 && entries.every(([, value]) => typeof value === "number");
  const pairs = entries.map(([key, value]): [string, string] => (toIndex ? [String(value), key] : [key, nameOf(value, key, name)]));
  return inOrder(pairs, name);
}

function nameOf(value: unknown, key: string, name: string): string {
  if (typeof value === "string") return value;
  // Keras' class index: WordNet's identifier, then the name.
  if (Array.isArray(value) && value.length === 2 && typeof value[1] === "string") return value[1];
  throw new DataError(
    `[parseLabels] ${name}: the label of ${key} is ${JSON.stringify(value).slice(0, 60)}, but a name or ["identifier", "name"] was expected. Correct it.`,
  );
}

function fromLines(text: string, name: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (text === "") return [];
  const rows = lines.map((line) => /^"?(\d+)"?\s*[,;\t]\s*(.*)$/.exec(line));
  const body = rows[0] === null ? rows.slice(1) : rows;
  const isTable = body.length > 0 && body.every((row) => row !== null);
  if (isTable) {
    return inOrder(
      body.map((row) => [row[1] as string, unquote(row[2] as string)]),
      name,
    );
  }
  const empty = lines.indexOf("");
  if (empty >= 0)
    throw new DataError(
      `[parseLabels] ${name}: line ${empty + 1} is empty, so that all labels after it would be off by one. Name each class.`,
    );
  return lines;
}

// A quoted field ends at its quote; what follows another comma belongs to other columns only then.
function unquote(field: string): string {
  const quoted = /^"((?:[^"]|"")*)"/.exec(field);
  return quoted ? (quoted[1] as string).replaceAll('""', '"') : field;
}

function inOrder(pairs: readonly (readonly [index: string, label: string])[], name: string): string[] {
  const labels = new Map(pairs.map(([index, label]) => [Number(index), label]));
  const missing = pairs.findIndex((_, index) => !labels.has(index));
  if (missing >= 0) {
    throw new DataError(
      `[parseLabels] ${name}: ${pairs.length} labels have indices of which ${missing} is missing. Number them 0 to ${pairs.length - 1}, each once.`,
    );
  }
  return pairs.map((_, index) => labels.get(index) as string);
}
