import { readdir, readFile } from 'node:fs/promises'

/**
 * Kills an instance's web process, as a crash would; its supervisor starts another one. Linux: reads /proc.
 * @returns whether there was one
 */
export async function killWeb(dataFolder: string): Promise<boolean> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const [command, environment] = await Promise.all(
      ['cmdline', 'environ'].map((file) => readFile(`/proc/${entry}/${file}`, 'utf8').catch(() => '')),
    )
    const variables = environment?.split('\0') ?? []
    const own = variables.includes(`FRAMEJURY_DATA=${dataFolder}`)
    const supervised = variables.some((variable) => variable.startsWith('FRAMEJURY_SUPERVISOR='))
    if (!own || !supervised || !/next/.test(command ?? '')) continue
    process.kill(Number(entry), 'SIGKILL')
    return true
  }
  return false
}
