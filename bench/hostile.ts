import { startInstance } from '@/tests/setup/e2e-instance'
import { besiege } from '@/tests/setup/hostile-requests'
import { bench, say } from './support/bench'
import { findWeb, peakMemoryMb } from './support/processes'

const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 50)
const ROUNDS = 3
const LIMIT_MS = 1000
/** A web process at rest holds some 350 MiB; the bodies sent in a round add up to more than a gigabyte. */
const MEMORY_LIMIT_MB = 900

/** Hostile requests all at once: how long others wait meanwhile, and what the web process held at most. */
await bench('hostile', async (atEnd) => {
  const instance = await startInstance({ FRAMEJURY_DEMO: 'off' })
  atEnd(() => instance.stop())
  const before = await findWeb(instance.dataFolder)
  const restMb = before === null ? 0 : await peakMemoryMb(before)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await besiege(instance.url, REQUESTS))
  const after = await findWeb(instance.dataFolder)
  const wrong = rounds.flatMap(({ outcomes }) => outcomes).filter(({ right }) => !right)
  for (const { name, status, ms } of wrong) say(`${name}: ${status ?? 'no answer'} after ${ms} ms`)
  const value = Math.max(...rounds.map(({ slowestMs }) => slowestMs))
  const silent = rounds.reduce((total, round) => total + round.silent, 0)
  const peakMb = after === null ? 0 : await peakMemoryMb(after)
  const survived = before !== null && before === after
  const ok = value <= LIMIT_MS && silent === 0 && wrong.length === 0 && survived && peakMb <= MEMORY_LIMIT_MB
  const line = { value, unit: 'ms until health answers, at most', limit: LIMIT_MS, ok }
  const probes = rounds.reduce((total, round) => total + round.probes, 0)
  const found = { requests: REQUESTS * ROUNDS, probes, silent, wrong: wrong.length, survived, restMb, peakMb }
  return { ...line, ...found, memoryLimitMb: MEMORY_LIMIT_MB }
})
