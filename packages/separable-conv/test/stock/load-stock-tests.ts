// TensorFlow.js publishes its own tests of its operations, written for jasmine. They are read from the installed package as text, because
// they import without file endings, and run with vitest's functions in the place of jasmine's, on whatever backend is current.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const folder = join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-core/package.json")), "dist/ops");

/** The operations that the tests call as methods of a tensor, which only the union package registers. */
function registerMethods(): void {
  for (const [name, operation] of Object.entries(tf)) {
    if (typeof operation !== "function" || name in tf.Tensor.prototype) continue;
    const method = function (this: tf.Tensor, ...rest: unknown[]): unknown {
      return (operation as (...values: unknown[]) => unknown)(this, ...rest);
    };
    Object.defineProperty(tf.Tensor.prototype, name, { value: method, configurable: true });
  }
}

type Exported = Readonly<Record<string, unknown>>;

/** Title of a test, as "outer inner title", and why it is left out. */
export type Exclusions = Readonly<Record<string, string>>;

/**
 * Declares the tests of one published file, in the describe that is current.
 *
 * @param excluded titles of tests to leave out
 * @param titles   gets the titles of all, those that are left out among them
 */
export function loadStockTests(file: string, excluded: Exclusions, titles: Set<string>): void {
  registerMethods();
  const path: string[] = [];
  const within = (title: string, body: () => void): void => {
    path.push(title);
    body();
    path.pop();
  };
  const jasmine = {
    ...{ afterAll, afterEach, beforeAll, beforeEach, expect },
    describe: within,
    it: (title: string, body: () => unknown) => {
      const whole = [...path, title].join(" ");
      titles.add(whole);
      if (excluded[whole] === undefined) it(whole, async () => await body());
    },
  };
  run(file, jasmine, (title, _, body) => {
    describe(title, () => {
      within(title, body);
    });
  });
}

function run(file: string, jasmine: Exported, describeWithFlags: (title: string, flags: unknown, body: () => void) => void): Exported {
  const modules: Record<string, () => Exported> = {
    index: () => tf,
    jasmine_util: () => ({ ALL_ENVS: {}, describeWithFlags }),
    test_util: () => tf.test_util,
    "./identity_pool_test": () => run("identity_pool_test.js", jasmine, describeWithFlags),
  };
  const exported: Record<string, unknown> = {};
  const source = readFileSync(join(folder, file), "utf8")
    .replace(/^import (?:\* as (\w+)|(\{[^}]*\})) from '([^']+)';/gm, (_, whole: string | undefined, names: string, from: string) => {
      return `const ${whole ?? names} = modules["${from.replace(/^(\.\.\/)+/, "")}"]();`;
    })
    .replace(/^export const (\w+) =/gm, "const $1 = exported.$1 =")
    .replace(/^export function (\w+)/gm, "exported.$1 = $1; function $1");
  const scope = { ...jasmine, modules, exported };
  const compiled = compileFunction(source, Object.keys(scope), { filename: join(folder, file) }) as (...values: unknown[]) => void;
  compiled(...Object.values(scope));
  return exported;
}
