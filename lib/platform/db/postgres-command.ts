import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from './start-error'

/** The user that runs Postgres, which refuses to run as root; null when we are not root ourselves. */
export type PostgresUser = UserId | null

type UserId = { uid: number; gid: number }

function lookUp(name: string): PostgresUser {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

/** When run as root: the user "postgres", created when missing, else the user "nobody". */
export function findPostgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return null
  const existing = lookUp('postgres')
  if (existing) return existing
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
  } catch {
    // A system without useradd still has the user "nobody".
  }
  const user = lookUp('postgres') ?? lookUp('nobody')
  if (!user)
    throw new StartError(
      'PostgreSQL refuses to run as root and no other user exists. Start Framejury as a normal user, or set DATABASE_URL.',
    )
  return user
}

function mayEnter(folder: string, user: UserId): boolean {
  const { uid, gid, mode } = statSync(folder)
  const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
  return (bits & 1) === 1
}

/** Whether the user may pass through every folder above the target. */
export function reachable(target: string, user: UserId): boolean {
  for (let at = path.dirname(path.resolve(target)); ; at = path.dirname(at)) {
    if (!mayEnter(at, user)) return false
    if (at === path.dirname(at)) return true
  }
}

/** The command line and options to spawn a Postgres program with. */
export type PostgresCommand = { command: string; args: string[]; options: { uid?: number; gid?: number } }

function findSetpriv(): string {
  for (const file of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Look in the next place.
    }
  }
  throw new StartError(
    'Framejury is in a folder that only root may enter, where PostgreSQL cannot run. Move it elsewhere, or start it as a normal user.',
  )
}

/**
 * Below a folder closed to others (such as /root) the Postgres user keeps root's right to traverse, and no other right
 * of root.
 */
export function postgresCommand(
  binary: string,
  args: string[],
  dataDirectory: string,
  user: PostgresUser,
): PostgresCommand {
  if (!user) return { command: binary, args, options: {} }
  if (reachable(dataDirectory, user)) return { command: binary, args, options: user }
  const become = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const keep = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { command: findSetpriv(), args: [...become, ...keep, '--', binary, ...args], options: {} }
}
