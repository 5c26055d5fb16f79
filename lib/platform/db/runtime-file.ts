import { rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { type DataFolder, readJson, writePrivateJson } from './data-folder'
import { processIdentity } from './process-identity'
import { errorCode, fileSystemComplaint, StartError } from './start-error'

const Runtime = z.object({
  pid: z.int(),
  identity: z.string(),
  /** What uses the folder: "start", "dev" or the name of a command. */
  holder: z.string(),
  state: z.enum(['starting', 'ready']),
  startedAt: z.iso.datetime(),
  databaseUrl: z.string().optional(),
  port: z.int().optional(),
  url: z.string().optional(),
})
/** Who works on a data folder right now, and how to reach its database. */
export type Runtime = z.infer<typeof Runtime>

export type RuntimeClaim = {
  update(patch: Partial<Pick<Runtime, 'state' | 'databaseUrl' | 'port' | 'url'>>): Promise<void>
  release(): void
}

/** The file appears before its content, so an unreadable one is looked at again. */
async function readAny(folder: DataFolder): Promise<Runtime | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      const parsed = Runtime.safeParse(await readJson(folder.runtime))
      return parsed.success ? parsed.data : null
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw fileSystemComplaint(error, folder.root) ?? error
      if (attempt === 5) return null
      await delay(20)
    }
  }
}

/** @returns the process that uses the folder; null when there is none or it has died */
export async function readRuntime(folder: DataFolder): Promise<Runtime | null> {
  const runtime = await readAny(folder)
  return runtime && processIdentity(runtime.pid) === runtime.identity ? runtime : null
}

export function holderInWords(runtime: Runtime): string {
  const at = runtime.url ? ` at ${runtime.url}` : ''
  return runtime.holder === 'start' || runtime.holder === 'dev'
    ? `a running Framejury${at} (process ${runtime.pid})`
    : `the command "${runtime.holder}" (process ${runtime.pid})`
}

/** @throws StartError when a living process uses the folder */
export async function claimRuntime(folder: DataFolder, holder: string): Promise<RuntimeClaim> {
  let runtime: Runtime = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? `${process.pid}`,
    holder,
    state: 'starting',
    startedAt: new Date().toISOString(),
  }
  for (;;) {
    try {
      writeFileSync(folder.runtime, JSON.stringify(runtime), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw fileSystemComplaint(error, folder.root) ?? error
      const other = await readRuntime(folder)
      if (other)
        throw new StartError(
          `${folder.root} is in use by ${holderInWords(other)}. Stop it first, or set FRAMEJURY_DATA to another folder.`,
        )
      rmSync(folder.runtime, { force: true })
    }
  }
  return {
    async update(patch) {
      runtime = { ...runtime, ...patch }
      await writePrivateJson(folder.runtime, runtime)
    },
    release: () => rmSync(folder.runtime, { force: true }),
  }
}
