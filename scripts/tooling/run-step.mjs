import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './prepare.mjs'

/** Runs a program of node_modules (path below it) or of the repository with Node. @returns whether it succeeded */
export function runNode(script, args, env = {}) {
  const { status } = spawnSync(process.execPath, [...script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return status === 0
}

export function program(...parts) {
  return [path.join(ROOT, 'node_modules', ...parts)]
}
