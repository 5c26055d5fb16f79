import { spawn } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type PostgresCommand, type PostgresUser, postgresCommand } from './postgres-command'
import { processName } from './process-identity'
import { fileSystemComplaint } from './start-error'

const ORPHAN_LIMIT_MS = 30_000

export const POSTGRES_ROLE = 'framejury'

async function runToEnd({ command, args, options }: PostgresCommand): Promise<void> {
  const child = spawn(command, args, { ...options, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(output.trim() || `${path.basename(command)} ended with ${code}`)
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** Makes the cluster unless it is there. It is built beside its place, so one cut off half-way is never taken for whole. */
export async function ensureCluster(
  { directory, password, disposable }: { directory: string; password: string; disposable?: boolean },
  initdb: string,
  user: PostgresUser,
): Promise<void> {
  if (await exists(path.join(directory, 'PG_VERSION'))) return
  const fresh = `${directory}.new`
  const passwordFile = `${directory}.password`
  try {
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user) for (const owned of [fresh, passwordFile]) await chown(owned, user.uid, user.gid)
    // The built-in locale sorts the same on every system.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = ['--auth=scram-sha-256', `--username=${POSTGRES_ROLE}`, `--pwfile=${passwordFile}`]
    const args = [`--pgdata=${fresh}`, ...access, ...locale, ...(disposable ? ['--no-sync'] : [])]
    await runToEnd(postgresCommand(initdb, args, fresh, user))
    await rename(fresh, directory)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
    throw fileSystemComplaint(error, path.dirname(directory)) ?? error
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** A Postgres whose supervisor was killed lives on; it ends before its folder is used again. */
export async function endOrphan(directory: string): Promise<void> {
  const file = path.join(directory, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  const name = processName(pid)
  if (name !== 'postgres') {
    // If the system gives process names, the id certainly belongs to another process now; otherwise Postgres decides.
    if (process.platform === 'linux') await rm(file, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  for (let waitedMs = 0; (await exists(file)) && waitedMs < ORPHAN_LIMIT_MS; waitedMs += 50) await delay(50)
}
