import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chmod, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { findBinaries } from './postgres-binaries'
import { endOrphan, ensureCluster, POSTGRES_ROLE } from './postgres-cluster'
import { findPostgresUser, postgresCommand } from './postgres-command'
import { errorCode, fileSystemComplaint, StartError } from './start-error'

const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 30_000

export type EmbeddedOptions = {
  /** Folder of the cluster; made when new. Its parent must exist. */
  directory: string
  logFile: string
  password: string
  /** Free loopback port when absent. */
  port?: number
  /** For throw-away clusters: no fsync, so faster and unsafe against power loss. */
  disposable?: boolean
}

export type EmbeddedPostgres = {
  port: number
  /** Connection string of a database of this cluster. */
  url(database: string): string
  process: ChildProcess
  /** Lets running transactions fail and writes everything to disk. */
  stop(): Promise<void>
}

export function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (errorCode(error) === '28P01')
      throw new StartError(
        'The password in secrets.json does not open the database beside it. Restore both from the same backup.',
      )
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-5).join(' | ')
}

async function waitUntilReady(server: EmbeddedPostgres, options: EmbeddedOptions): Promise<void> {
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await delay(30)) {
    if (server.process.exitCode !== null || server.process.signalCode !== null) break
    if (await accepts(server.url('postgres'))) return
  }
  const log = await lastLines(options.logFile)
  await server.stop()
  throw (
    fileSystemComplaint(new Error(log), path.dirname(options.directory)) ??
    new StartError(`PostgreSQL did not start (log: ${options.logFile}): ${log}`)
  )
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS)
  await ended
  clearTimeout(timer)
}

/**
 * Starts the packaged PostgreSQL on a loopback port, as its own process group so that a terminal's Ctrl-C does not reach it.
 * @throws StartError with one plain line
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = findPostgresUser()
  const { postgres, initdb } = await findBinaries(user)
  for (const binary of [postgres, initdb]) await chmod(binary, 0o755).catch(() => undefined)
  await ensureCluster(options, initdb, user)
  await endOrphan(options.directory)
  const port = options.port ?? (await freeLoopbackPort())
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'jit=off']
  const unsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const flags = [...settings, ...(options.disposable ? unsafe : [])].flatMap((setting) => ['-c', setting])
  const {
    command,
    args,
    options: who,
  } = postgresCommand(postgres, ['-D', options.directory, '-p', `${port}`, ...flags], options.directory, user)
  const log = openSync(options.logFile, 'a', 0o600)
  const child = spawn(command, args, { ...who, cwd: '/', stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  const lastResort = () => child.kill('SIGINT')
  process.once('exit', lastResort)
  child.once('exit', () => process.off('exit', lastResort))
  const server: EmbeddedPostgres = {
    port,
    url: (database) =>
      `postgresql://${POSTGRES_ROLE}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`,
    process: child,
    stop: () => stopProcess(child),
  }
  await waitUntilReady(server, options)
  return server
}
