// Runs TensorFlow.js' published tests, which are written for jasmine, with vitest's functions in the place of jasmine's.
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";

import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

/** Title of a test, as "outer inner title", or a part of titles, and why it is left out. */
export type Exclusions = Readonly<Record<string, string>>;

interface Constraints {
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly predicate?: (environment: { readonly isDataSync: boolean }) => boolean;
}

/**
 * Declares those published tests that run on a backend; tests of what no backend takes part in are TensorFlow.js' own affair.
 *
 * @param script   made by bundleStockTests
 * @param backend  the backend that they run on, which is registered
 * @param excluded tests to leave out
 * @returns titles of all, those that are left out among them
 */
export function declareStockTests(script: string, backend: string, excluded: Exclusions): ReadonlySet<string> {
  const titles = new Set<string>();
  let declared = 0;
  let place: { readonly path: readonly string[]; readonly onBackend: boolean } = { path: [], onBackend: false };
  // vitest runs the body of a describe later, when the place is another.
  const within = (title: string, body: () => void, onBackend = place.onBackend): void => {
    const inside = { path: [...place.path, title], onBackend };
    const declareInside = (): void => {
      const outside = place;
      place = inside;
      body();
      place = outside;
    };
    // vitest refuses a describe without tests: of one whose tests are all left out, that is the test.
    if (!onBackend) {
      declareInside();
      return;
    }
    describe(title, () => {
      const before = declared;
      declareInside();
      if (declared > before) return;
      const all = [...titles].filter((whole) => whole.startsWith(`${inside.path.join(" ")} `));
      it("has reasons to be left out as a whole", () => {
        expect(all.filter((whole) => !isLeftOut(whole))).toEqual([]);
      });
    });
  };
  const onBackendOnly = (hook: (body: () => unknown) => void) => (body: () => unknown) => {
    if (place.onBackend) hook(body);
  };
  const isLeftOut = (title: string): boolean =>
    Object.keys(excluded).some((key) => title === key || (key.endsWith("…") && title.startsWith(key.slice(0, -1))));
  const describeWithFlags = (title: string, constraints: Constraints, body: (environment: object) => void): void => {
    const environment = { name: backend, backendName: backend, flags: {}, isDataSync: true };
    const flags = Object.entries(constraints.flags ?? {});
    if (flags.some(([flag, value]) => tf.env().get(flag) !== value) || constraints.predicate?.(environment) === false) return;
    const declareAll = (): void => {
      beforeAll(async () => {
        tf.engine().reset();
        tf.env().set("IS_TEST", true);
        await tf.setBackend(backend);
      });
      beforeEach(() => {
        tf.engine().startScope();
      });
      afterEach(() => {
        tf.engine().endScope();
        tf.engine().disposeVariables();
      });
      afterAll(() => {
        vi.restoreAllMocks();
      });
      body(environment);
    };
    within(title, declareAll, true);
  };
  const jasmine = {
    ...{ afterAll: onBackendOnly(afterAll), afterEach: onBackendOnly(afterEach) },
    ...{ beforeAll: onBackendOnly(beforeAll), beforeEach: onBackendOnly(beforeEach) },
    ...{ expect, spyOn },
    describe: within,
    xit: () => undefined,
    fail: (reason: unknown) => {
      throw new Error(String(reason));
    },
    it: (title: string, body: (done?: unknown) => unknown) => {
      if (!place.onBackend) return;
      const whole = [...place.path, title].join(" ");
      titles.add(whole);
      if (isLeftOut(whole)) return;
      declared += 1;
      it(title, () => runTest(body));
    },
    jasmine: { DEFAULT_TIMEOUT_INTERVAL: 0, arrayWithExactContents: (values: unknown[]) => expect.arrayContaining(values) as unknown },
    jasmineUtilities: {
      ...{ describeWithFlags, ALL_ENVS: {}, runWithLock: (body: () => unknown) => body, TestKernelBackend: tf.KernelBackend },
      NODE_ENVS: { predicate: () => true },
      BROWSER_ENVS: { predicate: () => false },
      CHROME_ENVS: { predicate: () => false },
      SYNC_BACKEND_ENVS: { predicate: () => true },
      HAS_WORKER: { predicate: () => false },
      HAS_NODE_WORKER: { predicate: () => false },
    },
  };
  const scope = { require: createRequire(import.meta.url), module: { exports: {} }, ...jasmine };
  const declare = compileFunction(script, Object.keys(scope), { filename: "stock-tests.js" }) as (...values: unknown[]) => void;
  declare(...Object.values(scope));
  return titles;
}

/** A test that takes an argument says by it when it is done. */
function runTest(body: (done?: unknown) => unknown): unknown {
  if (body.length === 0) return body();
  return new Promise<void>((resolve, reject) => {
    const done = Object.assign(
      () => {
        resolve();
      },
      {
        fail: (reason: unknown) => {
          reject(new Error(String(reason)));
        },
      },
    );
    body(done);
  });
}

/** jasmine's spies do nothing unless they are told to. */
function spyOn(object: object, method: string): unknown {
  const spy = vi.spyOn(object as Record<string, () => unknown>, method);
  const original = spy.getMockImplementation();
  spy.mockReturnValue(undefined);
  return Object.assign(spy, {
    and: {
      callThrough: () => (original ? spy.mockImplementation(original) : spy.mockReset()),
      callFake: (fake: () => unknown) => spy.mockImplementation(fake),
      returnValue: (value: unknown) => spy.mockReturnValue(value),
    },
    calls: {
      count: () => spy.mock.calls.length,
      first: () => ({ args: spy.mock.calls[0] }),
      mostRecent: () => ({ args: spy.mock.calls.at(-1) }),
    },
  });
}
