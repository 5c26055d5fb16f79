import { afterEach, beforeEach, vi } from 'vitest'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { type Arm, EMPTY_SCREEN_ANSWER, NO_SCREEN_WORK, type ScreenAnswer } from '@/lib/domain/labelling'
import type { LegacyDraft } from '../save/legacy-storage'
import { createLink } from '../save/link'
import { createMemoryJournal } from '../save/memory-journal'
import type { Operation } from '../save/operation'
import { createModelServer, type ModelServer, OWNER, refusal, uuid } from '../save/testing'
import { createLabelDesk, type LabelDesk } from './label-desk'

/** For tests of the desk: a clock that they move, and a server that can be cut off. */
const worlds: { desk: LabelDesk }[] = []

export function withDeskClock(): void {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    for (const { desk } of worlds.splice(0)) desk.abandon()
    vi.useRealTimers()
  })
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
  disk?: Map<string, Operation>
  server?: ModelServer
  legacyDraft?: (assignmentId: string) => LegacyDraft | null
}

/** A desk, its disk, and a server with so many tasks that can be cut off. */
export function begin(given: Given = {}) {
  const { tasks = 6, arm = 'show', disk = new Map<string, Operation>(), server = createModelServer() } = given
  const net = { error: null as Error | null, hold: null as Promise<void> | null, excludes: [] as (readonly string[])[] }
  const warmed = new Set<string>()
  let made = disk.size * 1000 + server.kept.size * 100_000
  async function call<T>(work: () => T): Promise<T> {
    if (net.error) throw net.error
    return work()
  }
  const desk = createLabelDesk({
    owner: OWNER,
    stored: [...disk.values()],
    journal: createMemoryJournal(disk),
    others: [],
    link: createLink({ random: () => 1 }),
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
    legacyDraft: given.legacyDraft ?? (() => null),
    newId: () => uuid(50_000 + made++),
    nowMs: () => performance.now(),
    wallClock: () => 0,
    onSent: () => undefined,
    onRefused: () => undefined,
  })
  desk.start()
  const world = { desk, server, disk, net, warmed }
  worlds.push(world)
  return world
}

export const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms)
export const screen = ({ desk }: { desk: LabelDesk }) => desk.get().screen?.assignment.id ?? ''
