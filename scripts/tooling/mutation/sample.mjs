// A checker of Stryker: mutants outside of the sample are not run, and no score counts them.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** Share of mutants that are run, 0–1, and the seed that draws them; both come from `scripts/mutation.mjs`. */
const SHARE = Number(process.env.MUTATION_SHARE ?? 1)
const SEED = process.env.MUTATION_SEED ?? '1'

/** Whether a mutant is in the sample: the same for the same seed, place and change, whatever else is mutated. */
function isSampled({ fileName, location, replacement }) {
  const { start, end } = location
  const place = [start.line, start.column, end.line, end.column].join(':')
  const hash = createHash('sha256')
    .update([SEED, path.basename(fileName), place, replacement].join('\n'))
    .digest()
  return hash.readUInt32BE() / 2 ** 32 < SHARE
}

class Sample {
  async init() {}

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isSampled(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'outside of the sample' },
      ]),
    )
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)]
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)]
