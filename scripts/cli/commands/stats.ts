import type { Command } from 'commander'
import { agreementReport } from '@/lib/domain/agreement'
import { benchReport, bttReport } from '@/lib/domain/evaluation'
import { readTable } from '../read-table'
import { printJson } from '../terminal'

/** Figures of any table, computed as the pages compute them; no database is needed. */
export function register(program: Command): void {
  const stats = program.command('stats').description('Figures of a CSV table, as JSON')
  const add = (name: string, description: string, action: (file: string) => Promise<void>) =>
    stats
      .command(`${name} <csv>`)
      .description(description)
      .option('--json', 'JSON on stdout (always so)')
      .action((file: string) => action(file))

  add('agreement', 'percent agreement and Krippendorff’s α; columns annotator, item, value', async (file) =>
    printJson(agreementReport(await readTable(file, ['annotator', 'item', 'value']))),
  )
  add(
    'bench',
    'accuracy of scores against human choices; columns score_a, score_b, human (A, B or tie)',
    async (file) => printJson(benchReport(await readTable(file, ['score_a', 'score_b', 'human']))),
  )
  add('btt', 'log-likelihoods of the three choices; columns score_a, score_b and optionally theta', async (file) => {
    printJson(bttReport(await readTable(file, ['score_a', 'score_b'])))
  })
}
