import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Check } from './check'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']

/** Chromium on this machine: only `npm test` needs one; people bring their own browser. */
export async function checkBrowser(): Promise<Check> {
  for (const name of process.env.FRAMEJURY_CHROMIUM ? [process.env.FRAMEJURY_CHROMIUM] : CHROMIUM) {
    try {
      const { stdout } = await promisify(execFile)(name, ['--version'])
      return { area: 'browser', name: 'chromium', state: 'ok', text: stdout.trim() }
    } catch {
      // The next name.
    }
  }
  return {
    area: 'browser',
    name: 'chromium',
    state: 'note',
    text: 'none found; only `npm test` needs one',
    mend: 'Install it with `apt-get install chromium` or `npx playwright install chromium`.',
  }
}
