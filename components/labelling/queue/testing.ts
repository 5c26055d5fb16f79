import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryJournal, Link } from '@/components/outbox'
import { createModelServer, type ModelServer, OWNER, uuid } from '@/components/outbox/testing'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { type Arm, EMPTY_SCREEN_ANSWER, NO_SCREEN_WORK, type ScreenAnswer } from '@/lib/domain/labelling'
import type { LabelOperation } from './operations'
import { QueueController } from './queue-controller'

/** For tests of the queue: a clock that they move, and a server that can be cut off. */
const worlds: { queue: QueueController }[] = []

export function withFakeClock(): void {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    for (const { queue } of worlds.splice(0)) queue.abandon()
    vi.useRealTimers()
  })
}
/** A refusal as the API says it. */
export function refusal(code: string, reason: string): ORPCError<string, { reason: string }> {
  return new ORPCError(code, { data: { reason }, message: reason })
}

/** The model server behind the API. */
export function labelServer(): ModelServer {
  return createModelServer(refusal)
}

export const say = (comment: string): ScreenAnswer => ({ ...EMPTY_SCREEN_ANSWER, comment })

function view(server: ModelServer, id: string, arm: Arm): AssignmentView {
  const task = server.kept.get(id)
  if (!task) throw refusal('NOT_FOUND', 'assignment')
  const { fence, revision: draftRevision, state, draft } = task
  const whole = {
    id,
    fence,
    draftRevision,
    state,
    draft: say(draft),
    activeMs: 0,
    work: NO_SCREEN_WORK,
    leaseSeconds: 60,
    asks: 'both',
    arm,
    revealed: arm === 'reveal' && task.first !== null,
  }
  return whole as unknown as AssignmentView
}

type Given = {
  tasks?: number
  arm?: Arm
  disk?: Map<string, LabelOperation>
  server?: ModelServer
}

/** A queue, its disk, and a server with so many tasks that can be cut off. */
export function begin(given: Given = {}) {
  const { tasks = 6, arm = 'show', disk = new Map<string, LabelOperation>(), server = labelServer() } = given
  const net = { error: null as Error | null, hold: null as Promise<void> | null, excludes: [] as (readonly string[])[] }
  const warmed = new Set<string>()
  let made = disk.size * 1000 + server.kept.size * 100_000
  async function call<T>(work: () => T): Promise<T> {
    if (net.error) throw net.error
    return work()
  }
  const link = new Link(() => 1)
  const queue = new QueueController({
    owner: OWNER,
    stored: [...disk.values()],
    journal: createMemoryJournal(disk),
    others: [],
    link,
    api: {
      send: async (operation) => {
        await net.hold
        return call(() => {
          const reply = server.apply(operation)
          const tells = operation.kind === 'reopen' || operation.kind === 'first'
          return tells ? { ...reply, assignment: view(server, operation.assignmentId, arm) } : reply
        })
      },
      claim: (exclude) =>
        call(() => {
          net.excludes.push(exclude)
          const mine = [...server.kept].find(([id, { state }]) => state === 'claimed' && !exclude.includes(id))
          const fresh = Array.from({ length: tasks }, (_, at) => uuid(at + 1)).find((id) => !server.kept.has(id))
          const id = mine?.[0] ?? fresh
          if (!id) return null
          server.claim(id)
          return view(server, id, arm)
        }),
      get: (id) => call(() => view(server, id, arm)),
      heartbeat: ({ assignmentId, fence }) =>
        call(() => {
          if (view(server, assignmentId, arm).fence !== fence) throw refusal('CONFLICT', 'lease-lost')
        }),
      isSamePerson: async () => true,
    },
    warm: ({ id }) => {
      warmed.add(id)
      return () => warmed.delete(id)
    },
    newId: () => uuid(50_000 + made++),
    nowMs: () => performance.now(),
    wallClock: () => 0,
    onSent: () => undefined,
    onRefused: () => undefined,
  })
  queue.start()
  const world = { queue, link, server, disk, net, warmed }
  worlds.push(world)
  return world
}

export const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms)
export const screen = ({ queue }: { queue: QueueController }) => queue.view.getState().screen?.assignment.id ?? ''
