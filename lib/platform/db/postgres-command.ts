import { accessSync, constants } from 'node:fs'
import { type PostgresUser, reachable } from './postgres-user'
import { StartError } from './start-error'

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
    'Framejury lies in a folder that only root may enter, where PostgreSQL cannot run. Move it elsewhere, or start it as a normal user.',
  )
}

/** Below a folder closed to others (such as /root) the Postgres user keeps root's right to pass, and nothing else of root. */
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
