/**
 * What a runner did, from its JSON report. `remarks` say what the numbers alone do not.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, remarks: string[] }} Count
 */

/**
 * Vitest's JSON report. A file that could not be loaded has no tests in it and still is a failure.
 *
 * @param {unknown} report @returns {Count}
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = asRecord(report);
  const broken = asArray(testResults).filter((file) => {
    const { status, assertionResults } = asRecord(file);
    const failedInside = asArray(assertionResults).some((test) => asRecord(test).status === "failed");
    return status === "failed" && !failedInside;
  });
  return {
    passed: asNumber(numPassedTests),
    failed: asNumber(numFailedTests) + broken.length,
    skipped: asNumber(numPendingTests) + asNumber(numTodoTests),
    remarks: broken.map((file) => `${asRecord(file).name} couldn't be run`),
  };
}

/**
 * Playwright's JSON report. One that passed only at a second try passed, and is named; a fault outside any test is a failure.
 *
 * @param {unknown} report @returns {Count}
 */
export function countPlaywright(report) {
  const { stats, errors, suites } = asRecord(report);
  const { expected, unexpected, flaky, skipped } = asRecord(stats);
  return {
    passed: asNumber(expected) + asNumber(flaky),
    failed: asNumber(unexpected) + asArray(errors).length,
    skipped: asNumber(skipped),
    remarks: asArray(suites)
      .flatMap(listFlaky)
      .map((name) => `passed only on retry: ${name}`),
  };
}

/** @param {unknown} suite @returns {string[]} */
function listFlaky(suite) {
  const { specs, suites } = asRecord(suite);
  const own = asArray(specs)
    .map(asRecord)
    .filter((spec) => asArray(spec.tests).some((test) => asRecord(test).status === "flaky"))
    .map(({ file, title }) => `${file} › ${title}`);
  return [...own, ...asArray(suites).flatMap(listFlaky)];
}

/**
 * A runner that failed must not look as if it passed: neither without a report, nor with nothing in it, nor with an exit
 * code that its report does not explain.
 *
 * @param {number | null} exitCode null: it was killed
 * @param {Count | undefined} count undefined: it left no report
 * @returns {Count}
 */
export function settleCount(exitCode, count) {
  if (!count) return { passed: 0, failed: 1, skipped: 0, remarks: ["it left no report"] };
  if (count.failed > 0) return count;
  if (exitCode !== 0) {
    const remark = `it ended with ${exitCode ?? "a signal"}, although no test failed`;
    return { ...count, failed: 1, remarks: [...count.remarks, remark] };
  }
  if (count.passed === 0) return { ...count, failed: 1, remarks: [...count.remarks, "it had no tests"] };
  return count;
}

/**
 * The closing line begins "N passed, N failed", which programs read; skipped tests follow when there are any.
 *
 * @param {Count[]} counts @returns {{ passed: number, failed: number, line: string, exitCode: number }}
 */
export function sumUp(counts) {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const skipped = counts.reduce((sum, count) => sum + count.skipped, 0);
  return {
    passed,
    failed,
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    exitCode: failed > 0 || passed === 0 ? 1 : 0,
  };
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function asRecord(value) {
  return typeof value === "object" && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value @returns {unknown[]} */
function asArray(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value */
function asNumber(value) {
  return typeof value === "number" ? value : 0;
}
