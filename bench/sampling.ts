import { Console } from 'node:console'
import path from 'node:path'
import { type Engine, SamplingSettings } from '@/lib/domain/proposals'
import { readModelFolder } from '@/lib/services/proposals'
import { openModel } from '@/workers/engines'
import { plannedClips } from './sampling/clips'
import { drawClip, generatorChecksum, SCRATCH } from './sampling/draw-clip'
import { type Comparison, compare } from './sampling/figures'
import { type JudgedClip, scoreClip } from './sampling/score-clip'
import { bench, say } from './support/bench'

/** Another folder than the shipped one is judged by naming it. */
const MODEL = process.env['BENCH_MODEL'] ?? path.join('models', 'default')
const PROMPTS = Number(process.env['BENCH_PROMPTS'] ?? 60)
/** No clip of these seeds is trained on, calibrated on or shown in the demo, and no rule or threshold was chosen by them. */
const FIRST_SEED = Number(process.env['BENCH_FIRST_SEED'] ?? 970_000)
const BUDGETS = [0.5, 1, 2, 4]
/** The budget that the limit is set for, frames a second. */
const JUDGED_AT = 1
const LIMIT = 1.3
/** Added to the calibrated thresholds. */
const SHIFTS = [-0.5, -0.25, 0, 0.25, 0.5]
/** What a model would say that is always right, and where it would draw the line. */
const ORACLE = { clean: 4.5, worst: 1.5, low: 4, high: 4 }

type Thresholds = { low: number; high: number; distortedScore: number }

async function judgeAll(engine: Engine, modelSum: string): Promise<JudgedClip[]> {
  const folder = path.join(SCRATCH, await generatorChecksum())
  const planned = plannedClips(FIRST_SEED, PROMPTS)
  const judged: JudgedClip[] = []
  for (const clip of planned) {
    judged.push(await scoreClip(await drawClip(clip, folder), engine, modelSum))
    if (judged.length % 12 === 0) say(`${judged.length} of ${planned.length} clips drawn and scored`)
  }
  return judged
}

function atBudget(clips: readonly JudgedClip[], targetFps: number, thresholds: Thresholds): Comparison {
  const { low, high, distortedScore } = thresholds
  return compare(clips, SamplingSettings.parse({ targetFps, low, high }), distortedScore)
}

function byBudget(clips: readonly JudgedClip[], thresholds: Thresholds): Record<string, Comparison> {
  return Object.fromEntries(BUDGETS.map((fps) => [`${fps}`, atBudget(clips, fps, thresholds)]))
}

/** The budget that counts, with both thresholds moved. */
function sensitivity(clips: readonly JudgedClip[], { low, high, distortedScore }: Thresholds) {
  const inside = (score: number) => Math.min(5, Math.max(1, score))
  return SHIFTS.flatMap((byLow) =>
    SHIFTS.map((byHigh) => ({ byLow, byHigh, low: inside(low + byLow), high: inside(high + byHigh) })),
  )
    .filter((moved) => moved.low <= moved.high)
    .map((moved) => {
      const { times, dynamic, uniform } = atBudget(clips, JUDGED_AT, { ...moved, distortedScore })
      return { ...moved, times, missedClips: dynamic.missedClips, uniformMissedClips: uniform.missedClips }
    })
}

/** The same clips with every score as the truth has it: what is left then is the policy's own doing. */
function asOracle(clips: readonly JudgedClip[]): JudgedClip[] {
  return clips.map((clip) => ({
    ...clip,
    scores: clip.damage.map((count) => Math.max(ORACLE.worst, ORACLE.clean - count)),
  }))
}

function printTable(title: string, budgets: Record<string, Comparison>): void {
  // stdout is for the one line of figures.
  const out = new Console(process.stderr)
  out.log(`\n${title}`)
  out.table(
    Object.fromEntries(
      Object.entries(budgets).flatMap(([fps, { dynamic, uniform, times }]) => [
        [`${fps} fps uniform`, uniform],
        [`${fps} fps dynamic`, { ...dynamic, times }],
      ]),
    ),
  )
}

await bench('sampling', async (atEnd) => {
  const model = await readModelFolder(MODEL)
  const { name, version, thresholds } = model.manifest
  const engine = await openModel(model)
  atEnd(() => engine.close())
  const clips = await judgeAll(engine, model.sha256)
  const budgets = byBudget(clips, thresholds)
  const oracle = byBudget(asOracle(clips), { ...ORACLE, distortedScore: ORACLE.low })
  printTable(`${name} ${version}`, budgets)
  printTable('A model that is always right', oracle)
  const judged = budgets[JUDGED_AT]
  if (!judged) throw new Error('The budget that counts was not run.')
  const ok = judged.times >= LIMIT && judged.dynamic.missedClips <= judged.uniform.missedClips
  const line = { value: judged.times, unit: 'times uniform', limit: LIMIT, ok }
  const broken = clips.map(({ damage }) => damage.filter((count) => count > 0).length)
  return {
    ...line,
    model: `${name} ${version}`,
    clips: clips.length,
    distortedClips: broken.filter((count) => count > 0).length,
    frames: clips.reduce((total, { damage }) => total + damage.length, 0),
    distortedFrames: broken.reduce((total, count) => total + count, 0),
    budgets,
    oracle,
    sensitivity: sensitivity(clips, thresholds),
  }
})
