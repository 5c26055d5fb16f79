import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { isOnScreen, type Phase, type ScreenAnswer, type ScreenSeen } from '@/lib/domain/labelling'
import type { Failure } from '../save/failure'
import type { Operation } from '../save/operation'
import { laneOf, underway, waitingAnswers } from '../save/outbox'
import type { LabellingReply } from '../save/send-operation'
import { createSender, type SenderEvent } from '../save/sender'
import { createClaims } from './claims'
import type { DeskOptions } from './desk-options'
import { advanced, allHeld, changed, dropped, nextClaim, taken } from './desk-state'
import { type DeskView, saveState, type Trouble } from './desk-view'
import { firstAnswerState } from './first-answer'
import { startHeartbeats } from './heartbeats'
import { createHolding } from './holding'
import { createOvertakings, saidIn } from './overtaken'
import { createTakeBack } from './take-back'

export type LabelDesk = ReturnType<typeof createLabelDesk>

/** Without a sign of life for so long, what is claimed ahead goes back to the queue, ms. */
const REST_MS = 10 * 60_000
/** The next claim waits until the pair that comes on screen is painted, ms. */
const CLAIM_AFTER_MS = 100
/** Frames seen and time spent are told this often where nothing else changes, ms. */
const TELL_MS = 3000

/** Everything between one person and the queue of one project: the pair on screen, what comes next, what is on its way. */
export function createLabelDesk(options: DeskOptions) {
  const { link, api, nowMs, wallClock } = options
  let view: DeskView | null = null
  let started = false
  let lastSign = nowMs()
  let refusedDraft: string | null = null
  let troubles: readonly Trouble[] = []
  let signInPutAway = false
  let others = options.others
  const listeners = new Set<() => void>()
  const sender = createSender<LabellingReply>({ ...options, ...api, onEvent: heard, onChange: publish })
  const holding = createHolding({ ...options, onChange: publish })
  const overtakings = createOvertakings({ holding, sender, get: api.get, wallClock, onChange: publish })
  const takeBack = createTakeBack({ holding, sender, onChange: publish })
  const claims = createClaims({ wanted, claim: api.claim, link, onClaimed: opened, onChange: publish })
  const stopBeats = startHeartbeats({
    leases: () => allHeld(holding.state()).map(({ assignment }) => ({ ...assignment, assignmentId: assignment.id })),
    beat: api.heartbeat,
    link,
    onLost: leaseLost,
  })
  const forgetLink = link.onChange((status) => {
    signInPutAway = false
    if (status === 'up') claims.fill()
    publish()
  })
  const teller = setInterval(tell, TELL_MS)

  function publish(): void {
    view = null
    for (const listener of [...listeners]) listener()
  }

  /** What an earlier sitting left behind is sent before the first claim, so that the pair comes back as it was left. */
  function wanted(): readonly string[] | null {
    const onTheWay = underway(sender.outbox())
    if (!started && onTheWay.length > 0) return null
    started = true
    return isResting() ? null : nextClaim(holding.state(), onTheWay)
  }

  function opened(assignment: AssignmentView): void {
    const { id, fence, draftRevision: revision, activeMs, work } = assignment
    sender.open(id, { fence, revision })
    const mine = saidIn(laneOf(sender.outbox(), id).findLast((operation) => saidIn(operation) !== null))
    if (mine) {
      troubles = troubles.filter(({ operation }) => operation.assignmentId !== id)
      overtakings.found(mine, assignment)
      const answer = isOnScreen(mine.answer) ? mine.answer : undefined
      holding.move(taken(holding.state(), holding.begin(assignment, answer)))
      return
    }
    const old = options.legacyDraft(id)
    if (!old) {
      holding.move(taken(holding.state(), holding.begin(assignment)))
      return
    }
    // The pair comes back by a claim, once the server has it.
    sender.open(id, { fence, revision: old.revision })
    sender.add(id, { kind: 'draft', answer: old.answer, activeMs, work })
  }

  function draftNow(assignmentId: string): void {
    const told = holding.tell(assignmentId)
    if (told) sender.add(assignmentId, { kind: 'draft', ...told })
  }

  function heard(event: SenderEvent<LabellingReply>): void {
    const { operation } = event
    if (event.type === 'parked') parked(operation, event.failure)
    else if (event.type === 'given-up') givenUp(operation, event.failure)
    else {
      if (operation.kind === 'draft') refusedDraft = null
      if (operation.kind === 'reopen' && event.reply.assignment) takeBack.reopened(event.reply.assignment)
      if (operation.kind === 'first' && event.reply.assignment) reveal(event.reply.assignment)
      options.onSent(operation)
    }
    publish()
    claims.fill()
  }

  /** The server has the first answer: what the model suspects comes onto the pair, which stays as it is otherwise. */
  function reveal({ id, pair, revealed }: AssignmentView): void {
    const told = changed(holding.state(), id, (held) => ({
      ...held,
      assignment: { ...held.assignment, pair, revealed },
    }))
    holding.move(told)
  }

  /** A write met something newer. On screen the person chooses at once; of a pair that is done with they are told. */
  function parked(operation: Operation, failure: Failure): void {
    const { assignmentId } = operation
    if (holding.onScreen(assignmentId)) {
      overtakings.met(assignmentId, failure, saidIn(operation))
      return
    }
    void overtakings.wentOn(assignmentId).then((elsewhere) => {
      if (elsewhere) troubles = [...troubles, { operation, message: failure.message, kept: false }]
      publish()
    })
  }

  function givenUp(operation: Operation, failure: Failure): void {
    if (operation.kind === 'draft') refusedDraft = failure.message
    if (operation.kind === 'submit' || operation.kind === 'first')
      troubles = [...troubles, { operation, message: failure.message, kept: true }]
    if (operation.kind === 'reopen') takeBack.refused()
    if (operation.kind === 'skip' || operation.kind === 'reopen') options.onRefused(operation, failure)
  }

  function leaseLost(assignmentId: string, failure: Failure): void {
    if (holding.onScreen(assignmentId)) overtakings.met(assignmentId, failure, null)
    else {
      holding.move(dropped(holding.state(), assignmentId))
      claims.fill()
    }
  }

  function next(): void {
    holding.move(advanced(holding.state()))
    setTimeout(claims.fill, CLAIM_AFTER_MS)
  }

  function isResting(): boolean {
    return nowMs() - lastSign > REST_MS
  }

  function tell(): void {
    const id = holding.state().screen?.assignment.id
    if (id && !overtakings.of(id) && holding.sheet(id)?.isAhead()) draftNow(id)
    if (isResting()) rest()
  }

  /** Nobody is there: what is claimed ahead goes back to the queue. Source: docs/spec/saving.md [SV11] */
  function rest(): void {
    const { ahead } = holding.state()
    holding.move({ ...holding.state(), ahead: [] })
    for (const { assignment } of ahead) sender.add(assignment.id, { kind: 'release' })
  }

  function compute(): DeskView {
    const outbox = sender.outbox()
    const state = holding.state()
    const id = state.screen?.assignment.id ?? ''
    const overtaken = overtakings.of(id)
    const known = {
      link: link.status(),
      full: link.isFull(),
      overtaken,
      inFlight: outbox.inFlight,
      refused: refusedDraft,
    }
    return {
      ...state,
      claims: claims.state(),
      link: link.status(),
      save: saveState(laneOf(outbox, id), known),
      overtaken,
      troubles,
      waiting: waitingAnswers(outbox),
      durable: !sender.journalFailed(),
      takeBack: takeBack.state(),
      first: firstAnswerState(state.screen, laneOf(outbox, id), link.status()),
      signInPutAway,
      others,
    }
  }

  function close(): void {
    claims.stop()
    stopBeats()
    forgetLink()
    clearInterval(teller)
    holding.stop()
  }

  return {
    get(): DeskView {
      view ??= compute()
      return view
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: claims.fill,
    lookAgain: claims.lookAgain,
    /** Somebody is there. */
    sign(): void {
      const rested = isResting()
      lastSign = nowMs()
      const { screen } = holding.state()
      if (screen) holding.sheet(screen.assignment.id)?.sign()
      if (rested) claims.fill()
    },
    change(assignmentId: string, answer: ScreenAnswer, phase: Phase): void {
      holding.sheet(assignmentId)?.change(answer, phase)
      draftNow(assignmentId)
    },
    see: (assignmentId: string, seen: ScreenSeen) => holding.sheet(assignmentId)?.see(seen),
    activeMs: (assignmentId: string) => holding.sheet(assignmentId)?.activeMs() ?? 0,
    submit(assignmentId: string, answer: ScreenAnswer): void {
      const { screen } = holding.state()
      const told = holding.tell(assignmentId, answer)
      if (screen?.assignment.id !== assignmentId || !told || overtakings.of(assignmentId)) return
      const first = firstAnswerState(screen, laneOf(sender.outbox(), assignmentId), link.status())
      if (first === 'sending') return
      if (first === 'due') {
        sender.add(assignmentId, { kind: 'first', ...told })
        return
      }
      const operationId = sender.add(assignmentId, { kind: 'submit', ...told })
      takeBack.submitted(screen, told, operationId)
      next()
    },
    skip(assignmentId: string, reason: string): void {
      if (!holding.onScreen(assignmentId)) return
      sender.add(assignmentId, { kind: 'skip', reason })
      next()
    },
    takeBack: takeBack.begin,
    closeTakeBack: takeBack.close,
    /** After a lost lease: the next pair. */
    leave(assignmentId: string): void {
      if (!holding.onScreen(assignmentId)) return
      overtakings.forget(assignmentId)
      sender.dropMine(assignmentId)
      next()
    },
    choose: overtakings.choose,
    closeOthers(): void {
      others = []
      publish()
    },
    /** Signing in again can wait: work goes on over what is held. */
    putSignInAway(away: boolean): void {
      signInPutAway = away
      publish()
    },
    /** An answer that did not get through: once more, or let go. */
    async settle(trouble: Trouble, how: 'again' | 'let-go'): Promise<void> {
      const { assignmentId } = trouble.operation
      if (how === 'again') {
        const { fence, draftRevision: revision } = await api.get(assignmentId)
        sender.keepMine(assignmentId, { fence, revision })
      } else if (!trouble.kept) sender.dropMine(assignmentId)
      troubles = troubles.filter((other) => other !== trouble)
      publish()
      claims.fill()
    },
    /** The page goes into the background: whatever waits for more is told now. */
    flush(): void {
      tell()
      sender.flush()
    },
    /** What was only claimed ahead. */
    ahead: () => holding.state().ahead.map(({ assignment: { id, fence } }) => ({ assignmentId: id, fence })),
    /** Hands over to another tab: resolves when nothing is under way any more. */
    async stop(): Promise<void> {
      close()
      await sender.stop()
    },
    /** The person leaves the screen: what waits is sent as far as the server answers. */
    async finish(): Promise<void> {
      tell()
      close()
      await sender.finish()
    },
    /** Another tab did not wait. */
    abandon(): void {
      close()
      sender.abandon()
    },
  }
}
