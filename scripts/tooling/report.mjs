import { existsSync, readFileSync } from 'node:fs'

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Counts of vitest's JSON report; a file that could not even be loaded counts as one failed test. */
export function countVitest(file) {
  const report = read(file)
  if (!report) return null
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded }
}

/** Counts of Playwright's JSON report; a test that needed a second try has passed. */
export function countPlaywright(file) {
  const report = read(file)
  if (!report) return null
  const { expected, flaky, unexpected } = report.stats
  return { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0) }
}
