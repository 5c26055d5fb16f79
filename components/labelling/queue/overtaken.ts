import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { Failure } from '../save/failure'
import type { Operation } from '../save/operation'
import type { Sender } from '../save/sender'
import { changed, dropped } from './desk-state'
import { isOfOldForm, type Overtaken } from './desk-view'
import type { Holding } from './holding'

type Options = {
  holding: Holding
  sender: Sender
  get: (assignmentId: string) => Promise<AssignmentView>
  wallClock: () => number
  onChange: () => void
}

/** Pairs that somebody went on with elsewhere, and the person's choice. Source: docs/spec/saving.md [SV9] */
export type Overtakings = {
  of: (assignmentId: string) => Overtaken | null
  /** A pair comes on screen although the journal has something else of it. */
  found: (mine: Overtaken['mine'], theirs: AssignmentView) => void
  /** A write on the pair on screen met something newer, or a heartbeat did. */
  met: (assignmentId: string, failure: Failure, mine: Overtaken['mine'] | null) => void
  /** Of a pair that is done with here: whether anybody wrote on it elsewhere; else it is sent under its new fence. */
  wentOn: (assignmentId: string) => Promise<boolean>
  choose: (assignmentId: string, which: 'mine' | 'theirs') => Promise<void>
  forget: (assignmentId: string) => void
}

export function createOvertakings({ holding, sender, get, wallClock, onChange }: Options): Overtakings {
  const known = new Map<string, Overtaken>()

  function set(assignmentId: string, overtaken: Overtaken): void {
    known.set(assignmentId, overtaken)
    onChange()
  }

  async function learn(assignmentId: string): Promise<void> {
    const theirs = await get(assignmentId).catch(() => null)
    const before = known.get(assignmentId)
    if (!before || !theirs) return
    if (isOnlyClaimedAgain(theirs)) {
      known.delete(assignmentId)
      goOnWithMine(before, theirs)
    } else set(assignmentId, { ...before, theirs })
  }

  /** A claim that a closed tab had under way raises the fence, but nobody wrote anything: there is nothing to choose. */
  function isOnlyClaimedAgain({ id, state, draftRevision }: AssignmentView): boolean {
    return state === 'claimed' && sender.outbox().heads.get(id)?.revision === draftRevision
  }

  function goOnWithMine(overtaken: Overtaken, theirs: AssignmentView): void {
    const { id: assignmentId, fence, draftRevision } = theirs
    sender.keepMine(assignmentId, { fence, revision: draftRevision })
    if (isOfOldForm(overtaken)) {
      // The server puts it into the words of the screen: once it has it, a claim brings the pair back.
      holding.move(dropped(holding.state(), assignmentId))
      return
    }
    const told = holding.tell(assignmentId)
    if (told) sender.add(assignmentId, { kind: 'draft', ...told })
    const next = changed(holding.state(), assignmentId, (held) => ({
      ...held,
      assignment: { ...held.assignment, fence, draftRevision },
    }))
    holding.move(next)
  }

  function goOnWithTheirs(assignmentId: string, theirs: AssignmentView): void {
    sender.dropMine(assignmentId)
    sender.open(assignmentId, { fence: theirs.fence, revision: theirs.draftRevision })
    holding.move(changed(holding.state(), assignmentId, () => holding.begin(theirs)))
  }

  return {
    of: (assignmentId) => known.get(assignmentId) ?? null,
    found(mine, theirs) {
      set(theirs.id, { failure: { kind: 'stale-draft', message: '' }, mine, theirs })
    },
    met(assignmentId, failure, mine) {
      if (known.has(assignmentId)) return
      const told = mine ?? { ...holding.tell(assignmentId), at: wallClock() }
      if (!('answer' in told)) return
      set(assignmentId, { failure, mine: told as Overtaken['mine'], theirs: null })
      void learn(assignmentId)
    },
    async wentOn(assignmentId) {
      const theirs = await get(assignmentId).catch(() => null)
      if (!theirs || !isOnlyClaimedAgain(theirs)) return true
      sender.keepMine(assignmentId, { fence: theirs.fence, revision: theirs.draftRevision })
      return false
    },
    async choose(assignmentId, which) {
      const theirs = await get(assignmentId)
      const before = known.get(assignmentId)
      if (!before) return
      if (theirs.state !== 'claimed') {
        set(assignmentId, { ...before, failure: { ...before.failure, kind: 'lease-lost' }, theirs })
        return
      }
      known.delete(assignmentId)
      if (which === 'mine') goOnWithMine(before, theirs)
      else goOnWithTheirs(assignmentId, theirs)
    },
    forget(assignmentId) {
      known.delete(assignmentId)
    },
  }
}

/** What an operation says of a pair, if it does. */
export function saidIn(operation: Operation | undefined): Overtaken['mine'] | null {
  return operation && 'answer' in operation ? operation : null
}
