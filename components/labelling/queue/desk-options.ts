import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { Failure } from '../save/failure'
import type { Journal, WaitingElsewhere } from '../save/journal'
import type { LegacyDraft } from '../save/legacy-storage'
import type { Link } from '../save/link'
import type { Operation, Owner } from '../save/operation'
import type { LabellingReply } from '../save/send-operation'

export type DeskApi = {
  send: (operation: Operation) => Promise<LabellingReply>
  claim: (exclude: readonly string[]) => Promise<AssignmentView | null>
  get: (assignmentId: string) => Promise<AssignmentView>
  heartbeat: (lease: { assignmentId: string; fence: number }) => Promise<unknown>
  isSamePerson: () => Promise<boolean>
}

export type DeskOptions = {
  owner: Owner
  stored: readonly Operation[]
  journal: Journal
  /** Answers of other people on this computer. */
  others: readonly WaitingElsewhere[]
  link: Link
  api: DeskApi
  /** Fetches and decodes a pair ahead of its use; returns the way to let it go. */
  warm: (assignment: AssignmentView) => () => void
  /** A draft that an earlier build left on this computer. */
  legacyDraft: (assignmentId: string) => LegacyDraft | null
  newId: () => string
  /** Only goes forward, ms. */
  nowMs: () => number
  /** For people to read, ms. */
  wallClock: () => number
  onSent: (operation: Operation) => void
  /** The server will not skip a pair, or give it back. */
  onRefused: (operation: Operation, failure: Failure) => void
}
