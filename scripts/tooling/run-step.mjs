import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './prepare.mjs'

/** Tells programs that write into a pipe, or for a person who does not want colours, not to use colours. */
const PLAIN = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }

/** The file of a program in node_modules. */
export function program(...parts) {
  return path.join(ROOT, 'node_modules', ...parts)
}

/** Runs Node on the terminal. @returns whether it succeeded */
export function runNode(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...PLAIN, ...env },
    stdio: 'inherit',
  })
  return status === 0
}

/** Runs Node and keeps its output. */
export async function runNodeQuietly(args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...PLAIN } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { succeeded: code === 0, output: output.trim() }
}

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
