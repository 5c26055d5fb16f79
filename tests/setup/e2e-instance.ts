import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { dataFolder } from '@/lib/platform/db/data-folder'
import { freeLoopbackPort } from '@/lib/platform/db/embedded-postgres'
import { readRuntime } from '@/lib/platform/db/runtime-file'
import { readSignIns, type SignIns } from '@/scripts/instance/demo'

const START_LIMIT_MS = 10 * 60_000
const STOP_LIMIT_MS = 60_000

/** A whole instance as a person starts it, for journeys and benchmarks. */
export type E2eInstance = {
  url: string
  databaseUrl: string
  /** Value of FRAMEJURY_DATA, for the command line. */
  dataFolder: string
  signIns: SignIns
  /** What it printed on stdout so far. */
  printed(): string
  stop(): Promise<void>
}

async function runRestore(backup: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['scripts/framejury.mjs', 'restore', backup], {
    env: environment,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('The backup was not restored; its own lines stand above.')
}

/**
 * `npm start` on free ports in a temporary data folder, demo project included.
 * @param backup folder of a backup that is restored into the data folder first
 */
export async function startInstance(
  environment: Record<string, string> = {},
  { backup }: { backup?: string } = {},
): Promise<E2eInstance> {
  const root = await mkdtemp(path.join(tmpdir(), 'framejury-e2e-'))
  await chmod(root, 0o755)
  const { DATABASE_URL: _, FRAMEJURY_URL: __, ...inherited } = process.env
  const env = {
    ...inherited,
    LOG_LEVEL: 'warn',
    FRAMEJURY_MODELS: path.join(root, 'models'),
    ...environment,
    FRAMEJURY_DATA: root,
    PORT: `${await freeLoopbackPort()}`,
  }
  if (backup) await runRestore(backup, env)
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    process.stdout.write(text)
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill('SIGTERM'))

  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    await Promise.race([ended, delay(STOP_LIMIT_MS, undefined, { ref: false })])
    await rm(root, { recursive: true, force: true })
  }

  const folder = dataFolder({ FRAMEJURY_DATA: root })
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await delay(200)) {
    if (child.exitCode !== null) break
    const runtime = await readRuntime(folder)
    if (runtime?.state !== 'ready' || !runtime.url || !runtime.databaseUrl) continue
    const signIns = await readSignIns(folder)
    const { url, databaseUrl } = runtime
    return { url, databaseUrl, dataFolder: root, signIns, printed: () => printed, stop }
  }
  await stop()
  throw new Error('The instance for the journeys did not start; its own lines stand above.')
}
