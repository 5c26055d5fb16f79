import type { Command } from 'commander'
import { readSettings } from '../../instance/settings'
import { checkDatabase, checkStorage } from '../doctor/check-database'
import { checkDecoding, checkInference, checkModels } from '../doctor/check-inference'
import { broken, type Check, checkBrowser, checkNode } from '../doctor/check-machine'
import { printJson } from '../terminal'

const MARKS = { ok: '✓', note: '·', problem: '✗' } as const

async function attempt(area: Check['area'], work: () => Check | Check[] | Promise<Check | Check[]>): Promise<Check[]> {
  try {
    return [await work()].flat()
  } catch (error) {
    return [broken(area, area, error)]
  }
}

async function examine(): Promise<Check[]> {
  const { folder } = await readSettings({ ...process.env, PORT: undefined })
  const storage = await attempt('storage', () => checkStorage(folder))
  return [
    ...(await attempt('node', checkNode)),
    ...(await attempt('inference', checkInference)),
    ...(await attempt('decoding', checkDecoding)),
    ...(await attempt('models', () => checkModels(process.env.FRAMEJURY_MODELS ?? 'models'))),
    ...(await attempt('database', () => checkDatabase(folder, process.env.DATABASE_URL))),
    ...storage,
    ...(await attempt('browser', checkBrowser)),
  ]
}

function inWords({ area, name, state, text, mend }: Check): string {
  const line = `${MARKS[state]} ${area.padEnd(10)} ${name}: ${text}`
  return mend && state !== 'ok' ? `${line}\n  ${' '.repeat(10)} ${mend}` : line
}

/** Whether this machine can run Framejury, and with what. Changes nothing but the data folder's existence. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description('check whether this machine can run Framejury, and with which providers and decoders')
    .option('--json', 'one JSON object: {ok, checks}')
    .action(async ({ json }: { json?: boolean }) => {
      const checks = await examine()
      const problems = checks.filter(({ state }) => state === 'problem').length
      if (json) printJson({ ok: problems === 0, checks })
      else {
        for (const check of checks) console.log(inWords(check))
        console.log(
          problems === 0 ? 'This machine can run Framejury.' : `${problems} problems keep Framejury from running here.`,
        )
      }
      if (problems > 0) process.exitCode = 1
    })
}
