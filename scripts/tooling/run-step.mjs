import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './prepare.mjs'

/** Programs that write into a pipe, or for a person who wants no colours, get told so. */
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

/** Runs Node and keeps what it says. */
export async function runNodeQuietly(args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...PLAIN } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { succeeded: code === 0, output: output.trim() }
}
