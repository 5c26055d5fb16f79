import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { journeyInstance } from '@/tests/setup/journey-instance'

const run = promisify(execFile)

/** `npm run -s framejury -- …` on the instance of the journeys. @returns what it printed on stdout */
export function framejury(...args: string[]): Promise<string> {
  return framejuryIn(journeyInstance().dataFolder, ...args)
}

/** The same on another data folder. */
export async function framejuryIn(dataFolder: string, ...args: string[]): Promise<string> {
  const environment = { ...process.env, FRAMEJURY_DATA: dataFolder }
  const { stdout } = await run(process.execPath, ['scripts/framejury.mjs', ...args], {
    env: environment,
    maxBuffer: 64 * 2 ** 20,
  })
  return stdout
}
