import { readFile } from 'node:fs/promises'

/** Source: proc(5), /proc/pid/task/tid/children */
async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.trim().split(/\s+/).filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendants))).flat()]
}

/** The engine's process below a worker; undefined while there is none. */
export async function engineBelow(workerPid: number | undefined): Promise<number | undefined> {
  for (const pid of workerPid ? await descendants(workerPid) : []) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('engines/child/main')) return pid
  }
  return undefined
}

/** SIGKILL, as the kernel does when memory runs out. @returns whether there was something to kill */
export function kill(pid: number | undefined): boolean {
  if (!pid) return false
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
