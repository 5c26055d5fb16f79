import { readFileSync } from 'node:fs'

/**
 * A text that identifies one process permanently; the id alone is reused, also across reboots and containers.
 * If the system does not give the start time of a process, the id is used.
 * @returns null when no such process exists
 */
export function processIdentity(pid: number): string | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The name in parentheses may contain spaces; the start time is the 20th field after it (proc(5), field 22).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    if (fields[0] === 'Z') return null
    return `${pid}@${boot}/${fields[19]}`
  } catch {
    return `${pid}`
  }
}

/** The command of a living process ("postgres", "node"), or null if the system does not give it. */
export function processName(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return null
  }
}
