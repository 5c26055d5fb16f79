import { commandLine, descendants } from '../support/process-tree'

/** The engine's process below a worker; undefined while there is none. */
export async function engineBelow(workerPid: number | undefined): Promise<number | undefined> {
  for (const pid of workerPid ? await descendants(workerPid) : []) {
    if ((await commandLine(pid)).includes('engines/child/main')) return pid
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
