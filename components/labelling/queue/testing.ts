import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryJournal, type JournalWrite, Link } from '@/components/outbox'
import { createModelServer, type ModelServer, OWNER, uuid } from '@/components/outbox/testing'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { type Arm, EMPTY_SCREEN_ANSWER, NO_SCREEN_WORK, type ScreenAnswer } from '@/lib/domain/labelling'
import type { LabelOperation, SentContent } from './operations'
import type { QueueApi } from './queue-api'
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

type ApiGiven = { server: ModelServer; tasks?: number; arm?: Arm }

/** The queue's calls of a server with so many tasks, which can be cut off. */
export function labelApi({ server, tasks = 6, arm = 'show' }: ApiGiven) {
  const net = {
    error: null as Error | null,
    /** Holds up what is sent, or what is asked of a pair. */
    hold: null as Promise<void> | null,
    holdGet: null as Promise<void> | null,
    /** What each claim named. */
    excludes: [] as (readonly string[])[],
    /** The pairs whose leases were renewed, in the order of the heartbeats. */
    renewed: [] as string[],
  }
  async function call<T>(work: () => T): Promise<T> {
    if (net.error) throw net.error
    return work()
  }
  const api: QueueApi = {
    async send(operation) {
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
    async get(id) {
      await net.holdGet
      return call(() => view(server, id, arm))
    },
    heartbeat: ({ assignmentId, fence }) =>
      call(() => {
        if (view(server, assignmentId, arm).fence !== fence) throw refusal('CONFLICT', 'lease-lost')
        net.renewed.push(assignmentId)
      }),
    isSamePerson: async () => true,
    releaseOnLeave: () => undefined,
  }
  return { api, net }
}

type Given = Partial<ApiGiven> & { disk?: Map<string, LabelOperation> }

/** A queue, its disk, and its server. */
export function begin({ disk = new Map<string, LabelOperation>(), server = labelServer(), ...given }: Given = {}) {
  const { api, net } = labelApi({ server, ...given })
  const memory = createMemoryJournal(disk)
  const written: (readonly JournalWrite<SentContent>[])[] = []
  const warmed = new Set<string>()
  let made = disk.size * 1000 + server.kept.size * 100_000
  const link = new Link(() => 1)
  const queue = new QueueController({
    owner: OWNER,
    stored: [...disk.values()],
    journal: {
      ...memory,
      write(writes, durability) {
        written.push(writes)
        return memory.write(writes, durability)
      },
    },
    others: [],
    link,
    api,
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
  const world = { queue, link, server, disk, net, warmed, written }
  worlds.push(world)
  return world
}

/** Something to hold a call up with, and the way to let it through. */
export function gate(): { closed: Promise<void>; open: () => void } {
  let open = () => {}
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { closed, open }
}

export const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms)
export const screen = ({ queue }: { queue: QueueController }) => queue.view.getState().screen?.assignment.id ?? ''
