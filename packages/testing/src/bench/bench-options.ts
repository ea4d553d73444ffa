// The command line of a bench: lists of numbers or words after names, and --json.
import { parseArgs } from "node:util";

/** What was asked for, each list under its option's name. */
export type BenchOptions<Name extends string> = Readonly<Record<Name, readonly string[]>> & {
  /** One JSON object a row in place of a table. */
  readonly json: boolean;
};

/**
 * Reads the command line.
 *
 * @param defaults  the options and what they are when they are left out, such as `{ sizes: "299,150" }` for --sizes 299,150
 * @param args      the words to read; those of this process unless given
 * @throws TypeError of Node for an option that is not among them
 */
export function benchOptions<Name extends string>(defaults: Readonly<Record<Name, string>>, args?: readonly string[]): BenchOptions<Name> {
  const lists = Object.entries<string>(defaults).map(([name, value]) => [name, { type: "string" as const, default: value }] as const);
  const options = { ...Object.fromEntries(lists), json: { type: "boolean" as const, default: false } };
  const values: Readonly<Record<string, unknown>> = parseArgs({ options, ...(args && { args: [...args] }) }).values;
  const split = Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value.split(",") : value] as const);
  return Object.fromEntries(split) as BenchOptions<Name>;
}
