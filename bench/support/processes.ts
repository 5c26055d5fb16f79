import { readdir, readFile } from 'node:fs/promises'

/** Ids of the processes that one started, and of those that they started. Source: proc(5), /proc/pid/task/tid/children */
export async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.trim().split(/\s+/).filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendants))).flat()]
}

/** Empty once the process is gone. */
export async function commandLine(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
}

/** The most memory that a process has held so far, MiB; 0 once it is gone. Source: proc(5), VmHWM */
export async function peakMemoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
}

/** The process id of an instance's web server, or null. Linux: reads /proc. */
export async function findWeb(dataFolder: string): Promise<number | null> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const [command, environment] = await Promise.all(
      ['cmdline', 'environ'].map((file) => readFile(`/proc/${entry}/${file}`, 'utf8').catch(() => '')),
    )
    const variables = environment?.split('\0') ?? []
    const own = variables.includes(`FRAMEJURY_DATA=${dataFolder}`)
    const supervised = variables.some((variable) => variable.startsWith('FRAMEJURY_SUPERVISOR='))
    if (!own || !supervised || !/scripts\/web\.ts/.test(command ?? '')) continue
    return Number(entry)
  }
  return null
}

/**
 * Kills an instance's web process, as a crash would; its supervisor starts another one.
 * @returns whether there was one
 */
export async function killWeb(dataFolder: string): Promise<boolean> {
  const pid = await findWeb(dataFolder)
  if (pid === null) return false
  process.kill(pid, 'SIGKILL')
  return true
}
