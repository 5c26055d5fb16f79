import type { Command } from 'commander'
import { dataFolder } from '@/lib/platform/db/data-folder'
import { signInLines } from '../../instance/announcement'
import { readSignIns } from '../../instance/demo'
import { printJson } from '../terminal'

/** The accounts that the demo was made with. They are in the data folder; only its owner can read them. */
export function register(program: Command): void {
  program
    .command('sign-ins')
    .description('show the sign-ins of the demo, as they were when it was made')
    .option('--json', 'print [{role, email, password}] on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const folder = dataFolder()
      const signIns = await readSignIns(folder)
      if (json) return printJson(signIns)
      if (signIns.length === 0) {
        throw new Error(
          `${folder.root} contains no demo. Make an account with: npm run -s framejury -- user create <email>`,
        )
      }
      for (const line of signInLines(signIns)) console.log(line)
      console.error('Passwords that were changed since then are not shown.')
    })
}
