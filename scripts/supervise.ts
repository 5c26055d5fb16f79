import { setDefaultResultOrder } from 'node:dns'
import { existsSync } from 'node:fs'
import { loadSecrets, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { claimRuntime } from '@/lib/platform/db/runtime-file'
import { fileSystemComplaint, StartError } from '@/lib/platform/db/start-error'
import { announcement } from './instance/announcement'
import { ensureBuilt } from './instance/build'
import { migrateDatabase, openDatabase } from './instance/database'
import { readSignIns, seedOnce } from './instance/demo'
import { issueSetupCode } from './instance/first-start'
import { printer } from './instance/output'
import { assertPortFree, waitUntilReady } from './instance/port'
import { keepAlive, type Running, type Service, startNode } from './instance/service'
import { instanceEnvironment, ownAddress, reachInWords, readSettings, type Settings } from './instance/settings'
import { trustedProxies } from './web/trusted-proxies'

const WORKER = 'workers/main.ts'
const WEB = 'scripts/web.ts'
/** A terminal's Ctrl-C may arrive twice at once, through npm too; a later one means "now". */
const IMPATIENCE_MS = 2_000

type Mode = 'start' | 'dev'
/** What has to be undone, latest first. */
type Undo = (() => Promise<void> | void)[]

const print = printer('jury')

function startWeb(mode: Mode, { port, addresses }: Settings, environment: Record<string, string>): Running {
  const where = ['--port', `${port}`, ...addresses.flatMap((address) => ['--address', address])]
  const args = ['--import', 'tsx', WEB, ...where, ...(mode === 'dev' ? ['--dev'] : [])]
  return startNode(args, environment, printer('web'))
}

function startWorker(mode: Mode, environment: Record<string, string>): Running {
  const args = mode === 'dev' ? ['node_modules/tsx/dist/cli.mjs', 'watch', WORKER] : ['--import', 'tsx', WORKER]
  return startNode(args, environment, printer('worker'))
}

function keep(name: string, start: () => Running): Service {
  return keepAlive(start(), async () => start(), printer(name))
}

async function announce(
  { folder, url, addresses }: Settings,
  { startedAt, madeDemo, databaseUrl }: { startedAt: number; madeDemo: boolean; databaseUrl: string },
): Promise<void> {
  const signIns = await readSignIns(folder)
  const setupCode = await issueSetupCode(databaseUrl)
  const text = announcement({
    url,
    seconds: (Date.now() - startedAt) / 1000,
    reach: reachInWords(addresses),
    newSignIns: madeDemo ? signIns : [],
    hasDemo: signIns.length > 0,
    setupCode,
  })
  console.log(text)
}

async function bringUp(mode: Mode, undo: Undo, signal: AbortSignal): Promise<void> {
  const startedAt = Date.now()
  const settings = await readSettings()
  const { folder, port, addresses, url } = settings
  trustedProxies(process.env.FRAMEJURY_TRUSTED_PROXIES)
  await prepareDataFolder(folder)
  const claim = await claimRuntime(folder, mode)
  undo.push(() => claim.release())
  await assertPortFree(port, addresses)
  const secrets = await loadSecrets(folder)
  const database = await openDatabase(folder, secrets, process.env.DATABASE_URL)
  if (database.embedded) {
    const { server, restart } = database.embedded
    const postgres = keepAlive(server, restart, printer('postgres'))
    undo.push(() => postgres.stop())
  }
  signal.throwIfAborted()
  const applied = await migrateDatabase(database)
  if (applied.length > 0) print(`database migrated: ${applied.join(', ')}`)
  await claim.update({ databaseUrl: database.url, port, url })
  const environment = {
    ...instanceEnvironment(folder, secrets, { databaseUrl: database.url, url }),
    PORT: `${port}`,
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
  }
  const seeded = seedOnce(folder, environment, database.url, signal)
  const built = mode === 'dev' ? Promise.resolve() : ensureBuilt(environment, signal)
  const [seedOutcome, buildOutcome] = await Promise.allSettled([seeded, built])
  if (seedOutcome.status === 'rejected') throw seedOutcome.reason
  if (buildOutcome.status === 'rejected') throw buildOutcome.reason
  if (existsSync(WORKER)) {
    const worker = keep('worker', () => startWorker(mode, environment))
    undo.push(() => worker.stop())
  } else print(`${WORKER} is not there: no jobs will run`)
  const web = keep('web', () => startWeb(mode, settings, environment))
  undo.push(() => web.stop())
  await waitUntilReady(ownAddress(addresses), port, signal)
  await claim.update({ state: 'ready' })
  await announce(settings, { startedAt, madeDemo: seedOutcome.value, databaseUrl: database.url })
}

function complain(error: unknown, folder: string): void {
  const plain = error instanceof StartError ? error : fileSystemComplaint(error, folder)
  if (plain) console.error(plain.message)
  else console.error(error)
}

async function undoAll(undo: Undo): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) {
    try {
      await step()
    } catch (error) {
      complain(error, process.env.FRAMEJURY_DATA ?? '.data')
    }
  }
}

/** Runs one instance until it is stopped: database, web and worker; then ends the process. */
export async function supervise(mode: Mode): Promise<never> {
  setDefaultResultOrder('ipv4first')
  // The reader of the lines may close the pipe (`npm start | head`): that is no reason to stop.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)
  const undo: Undo = []
  const abort = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    let askedAt = 0
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(name, () => {
        if (askedAt && Date.now() - askedAt > IMPATIENCE_MS) process.exit(1)
        if (askedAt) return
        askedAt = Date.now()
        print('stopping …')
        abort.abort(new Error('stopped'))
        resolve()
      })
  })
  let code = 0
  try {
    await bringUp(mode, undo, abort.signal)
    await stopped
  } catch (error) {
    if (!abort.signal.aborted) {
      complain(error, process.env.FRAMEJURY_DATA ?? '.data')
      code = 1
    }
  }
  await undoAll(undo)
  process.exit(code)
}
