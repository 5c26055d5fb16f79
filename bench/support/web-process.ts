import { readdir, readFile } from 'node:fs/promises'

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
