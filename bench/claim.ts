import { quantile } from '@/lib/domain/shared'
import { claimNext, submitAnnotation } from '@/lib/services/labelling'
import { cleanScreenAnswer, contextFor, createMember } from '@/prisma/factories'
import { bench } from './support/bench'
import { createManyTasks } from './support/many-tasks'
import { scratchDatabase } from './support/scratch-database'

const CLIENTS = 50
const CONNECTIONS = 10
const WARM_UP_ROUNDS = 2
const ROUNDS = 10
const TASKS = 20_000
const LIMIT_MS = 1000

type Timings = { claimMs: number[]; submitMs: number[] }

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  into.push(performance.now() - start)
  return result
}

function summary(values: readonly number[]): { median: number; p95: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => Math.round(quantile(sorted, q) * 10) / 10
  return { median: at(0.5), p95: at(0.95) }
}

/** Claim and submit latency in ms of 50 people without a pause between two tasks: far more than 50 people who look at them. */
await bench('claim', async (atEnd) => {
  const { db, close } = await scratchDatabase(CONNECTIONS)
  atEnd(close)
  const project = await createManyTasks(db, { tasks: TASKS, overlap: 3 })
  const people = await Promise.all(Array.from({ length: CLIENTS }, () => createMember(db, project.id, 'annotator')))
  const answer = cleanScreenAnswer({ kind: 'frame', frameIndexA: 0, frameIndexB: 0 })
  async function work(person: { id: string }, rounds: number, { claimMs, submitMs }: Timings): Promise<void> {
    const ctx = contextFor(db, person)
    for (let round = 0; round < rounds; round += 1) {
      const input = { projectId: project.id, exclude: [] }
      const { assignment } = await timed(claimMs, () => claimNext({ ctx, input }))
      if (!assignment) throw new Error('The queue ran dry; give it more tasks.')
      const { id: assignmentId, fence } = assignment
      const operationId = crypto.randomUUID()
      const submission = { assignmentId, fence, operationId, answer, activeMs: 1000 }
      await timed(submitMs, () => submitAnnotation({ ctx, input: submission }))
    }
  }
  await Promise.all(people.map((person) => work(person, WARM_UP_ROUNDS, { claimMs: [], submitMs: [] })))
  const timings: Timings = { claimMs: [], submitMs: [] }
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  await Promise.all(people.map((person) => work(person, ROUNDS, timings)))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const [claim, submit] = [summary(timings.claimMs), summary(timings.submitMs)]
  return {
    value: claim.p95,
    unit: 'ms',
    limit: LIMIT_MS,
    ok: claim.p95 <= LIMIT_MS,
    claim,
    submit,
    clients: CLIENTS,
    tasks: TASKS,
    /** Of this process, so that a busy machine can be told from slow code. */
    cpuMsPerAnswer: Math.round((user + system) / (CLIENTS * ROUNDS) / 100) / 10,
    answersPerSecond: Math.round((CLIENTS * ROUNDS) / seconds),
  }
})
