// Adds up vitest's JSON reports and prints "N passed, N failed" as the last line of a run. A missing report or a skipped test fails.
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numFailedTestSuites: number, success: boolean }} Report */

let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  const report = existsSync(path) ? /** @type {Report} */ (JSON.parse(readFileSync(path, "utf8"))) : undefined;
  if (report === undefined) console.error(`${path}: no report, the run did not end`);
  if (report && report.numPendingTests > 0) console.error(`${path}: ${report.numPendingTests} tests were skipped; none may be here`);
  passed += report?.numPassedTests ?? 0;
  failed += (report?.numFailedTests ?? 1) + (report?.numPendingTests ?? 0);
  // A file that does not load fails no test of its own.
  if (report && !report.success && report.numFailedTests === 0) failed += report.numFailedTestSuites;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
