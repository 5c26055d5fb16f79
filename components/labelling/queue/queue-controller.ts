import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  assignmentsUnderway,
  type Failure,
  type Journal,
  type Link,
  type Owner,
  operationsOf,
  Sender,
  type WaitingElsewhere,
} from '@/components/outbox'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { isOnScreen, type Phase, type ScreenAnswer, type ScreenSeen } from '@/lib/domain/labelling'
import { ClaimedPairs } from './claimed-pairs'
import { Claimer } from './claimer'
import { Conflicts } from './conflicts'
import { type FailedAnswer, FailedAnswers } from './failed-answers'
import { Heartbeats } from './heartbeats'
import { contentOf, type LabelOperation, type SentContent } from './operations'
import { Outcomes } from './outcomes'
import { advance, allPairs, drop, enqueue, nextClaim } from './pair-queue'
import { failureOf, type LabelSender, type QueueApi } from './queue-api'
import { firstAnswerState, type QueueView, viewOf } from './queue-view'
import { TakeBack } from './take-back'

export type QueueOptions = {
  owner: Owner
  stored: readonly LabelOperation[]
  journal: Journal<SentContent>
  /** Answers of other people on this computer. */
  others: readonly WaitingElsewhere[]
  link: Link
  api: QueueApi
  /** Fetches and decodes a pair ahead of its use; returns the way to end that. */
  warm: (assignment: AssignmentView) => () => void
  newId: () => string
  /** Only goes forward, ms. */
  nowMs: () => number
  /** For people to read, ms. */
  wallClock: () => number
  onSent: (operation: LabelOperation) => void
  /** The server will not skip a pair, or give it back. */
  onRefused: (operation: LabelOperation, failure: Failure) => void
}

/** Without activity for so long, what is claimed ahead goes back to the queue, ms. */
const IDLE_MS = 10 * 60_000
/** The next claim waits until the pair that comes on screen is painted, ms. */
const CLAIM_AFTER_MS = 100
/** Frames seen and time spent are saved this often where nothing else changes, ms. */
const SAVE_MS = 3000

/** Everything between one person and the queue of one project: the pair on screen, what comes next, what is on its way. */
export class QueueController {
  /** What the screen shows. */
  readonly view: StoreApi<QueueView>
  readonly #options: QueueOptions
  readonly #sender: LabelSender
  readonly #pairs: ClaimedPairs
  readonly #conflicts: Conflicts
  readonly #takeBack: TakeBack
  readonly #failed: FailedAnswers
  readonly #outcomes: Outcomes
  readonly #claimer: Claimer
  readonly #heartbeats: Heartbeats
  readonly #forgetLink: () => void
  readonly #saveTimer: ReturnType<typeof setInterval>
  /** Whether what an earlier tab left behind was sent. */
  #started = false
  #activeAt: number
  #signInPostponed = false
  #others: readonly WaitingElsewhere[]

  constructor(options: QueueOptions) {
    const { link, api, nowMs, wallClock, warm, newId } = options
    const onChange = () => this.#publish()
    this.#options = options
    this.#activeAt = nowMs()
    this.#others = options.others
    this.#sender = new Sender({
      ...options,
      ...api,
      failureOf,
      onEvent: (event) => this.#outcomes.tell(event),
      onChange,
    })
    this.#pairs = new ClaimedPairs({ warm, newId, nowMs, onChange })
    const parts = { pairs: this.#pairs, sender: this.#sender, onChange }
    this.#conflicts = new Conflicts({ ...parts, get: api.get, wallClock })
    this.#takeBack = new TakeBack(parts)
    this.#failed = new FailedAnswers({ ...parts, get: api.get })
    this.#outcomes = new Outcomes({
      pairs: this.#pairs,
      conflicts: this.#conflicts,
      takeBack: this.#takeBack,
      failed: this.#failed,
      onSent: options.onSent,
      onRefused: options.onRefused,
      onTold: () => {
        this.#publish()
        this.#claimer.fill()
      },
    })
    this.#claimer = new Claimer({
      wanted: () => this.#wantedClaim(),
      claim: api.claim,
      failureOf,
      link,
      onClaimed: (assignment) => this.#onClaimed(assignment),
      onChange,
    })
    this.#heartbeats = new Heartbeats({
      leases: () =>
        allPairs(this.#pairs.queue()).map(({ assignment }) => ({ ...assignment, assignmentId: assignment.id })),
      beat: api.heartbeat,
      failureOf,
      link,
      nowMs,
      onLost: (assignmentId, failure) => this.#onLeaseLost(assignmentId, failure),
    })
    this.#forgetLink = link.onChange((status) => {
      this.#signInPostponed = false
      if (status === 'up') this.#claimer.fill()
      this.#publish()
    })
    this.#saveTimer = setInterval(() => this.#saveOrRelease(), SAVE_MS)
    this.view = createStore(() => this.#compute())
  }

  /** Claims the first pairs. */
  start(): void {
    this.#claimer.fill()
  }

  lookAgain(): void {
    this.#claimer.lookAgain()
  }

  /** Somebody is there: a key, the pointer, the wheel. */
  noteActivity(): void {
    const wasIdle = this.#isIdle()
    this.#activeAt = this.#options.nowMs()
    const { screen } = this.#pairs.queue()
    if (screen) this.#pairs.find(screen.assignment.id)?.noteActivity()
    if (wasIdle) this.#claimer.fill()
  }

  setAnswer(assignmentId: string, answer: ScreenAnswer, phase: Phase): void {
    this.#pairs.find(assignmentId)?.setAnswer(answer, phase)
    this.#saveDraft(assignmentId)
  }

  setSeen(assignmentId: string, seen: ScreenSeen): void {
    this.#pairs.find(assignmentId)?.setSeen(seen)
  }

  activeMs(assignmentId: string): number {
    return this.#pairs.find(assignmentId)?.activeMs() ?? 0
  }

  /** Where a first answer is due it is that, and the pair stays; else the pair is done with. */
  submit(assignmentId: string, answer: ScreenAnswer): void {
    const { screen } = this.#pairs.queue()
    const content = this.#pairs.content(assignmentId, answer)
    if (screen?.assignment.id !== assignmentId || !content || this.#conflicts.of(assignmentId)) return
    const waiting = operationsOf(this.#sender.outbox(), assignmentId)
    const first = firstAnswerState(screen, waiting, this.#options.link.status())
    if (first === 'sending') return
    if (first === 'due') {
      this.#sender.add(assignmentId, { kind: 'first', ...content })
      return
    }
    const operationId = this.#sender.add(assignmentId, { kind: 'submit', ...content })
    this.#takeBack.offer(screen, content, operationId)
    this.#advance()
  }

  skip(assignmentId: string, reason: string): void {
    if (!this.#pairs.isOnScreen(assignmentId) || this.#conflicts.of(assignmentId)) return
    this.#sender.add(assignmentId, { kind: 'skip', reason })
    this.#advance()
  }

  /** Takes the last answer back. */
  takeBack(): void {
    this.#takeBack.begin()
  }

  closeTakeBack(): void {
    this.#takeBack.close()
  }

  /** After a lost lease: the next pair. */
  leave(assignmentId: string): void {
    if (!this.#pairs.isOnScreen(assignmentId)) return
    this.#conflicts.forget(assignmentId)
    this.#sender.leave(assignmentId)
    this.#advance()
  }

  choose(assignmentId: string, which: 'mine' | 'theirs'): Promise<void> {
    return this.#conflicts.choose(assignmentId, which)
  }

  closeOthers(): void {
    this.#others = []
    this.#publish()
  }

  /** Signing in again can wait: work goes on over what is claimed. */
  postponeSignIn(postponed: boolean): void {
    this.#signInPostponed = postponed
    this.#publish()
  }

  /** An answer that did not get through: once more, or not. */
  async resolveFailed(failed: FailedAnswer, how: 'retry' | 'discard'): Promise<void> {
    await this.#failed.resolve(failed, how)
    this.#claimer.fill()
  }

  /** The page goes into the background: whatever waits for more is saved now. */
  flush(): void {
    this.#saveOrRelease()
    this.#sender.flush()
  }

  /** Leases of what was only claimed ahead. */
  leasesAhead(): { assignmentId: string; fence: number }[] {
    return this.#pairs.queue().ahead.map(({ assignment: { id, fence } }) => ({ assignmentId: id, fence }))
  }

  /** Hands over to another tab: resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#close()
    await this.#sender.stop()
  }

  /** The person leaves the screen: what waits is sent as far as the server answers. */
  async finish(): Promise<void> {
    this.#saveOrRelease()
    this.#close()
    await this.#sender.finish()
  }

  /** Another tab did not wait. */
  abandon(): void {
    this.#close()
    this.#sender.abandon()
  }

  #close(): void {
    this.#claimer.stop()
    this.#heartbeats.stop()
    this.#forgetLink()
    clearInterval(this.#saveTimer)
    this.#pairs.stop()
  }

  #publish(): void {
    this.view.setState(this.#compute(), true)
  }

  #compute(): QueueView {
    const queue = this.#pairs.queue()
    return viewOf({
      ...queue,
      outbox: this.#sender.outbox(),
      link: this.#options.link,
      refused: this.#outcomes.refusedDraft(),
      conflict: this.#conflicts.of(queue.screen?.assignment.id ?? ''),
      claims: this.#claimer.state(),
      failedAnswers: this.#failed.all(),
      durable: this.#sender.isDurable(),
      takeBack: this.#takeBack.state(),
      others: this.#others,
      signInPostponed: this.#signInPostponed,
    })
  }

  /** What an earlier tab left behind is sent before the first claim, so that the pair comes back as it was left. */
  #wantedClaim(): readonly string[] | null {
    const underway = [...assignmentsUnderway(this.#sender.outbox()), ...this.#conflicts.inQuestion()]
    if (!this.#started && underway.length > 0) return null
    this.#started = true
    return this.#isIdle() ? null : nextClaim(this.#pairs.queue(), underway)
  }

  #onClaimed(assignment: AssignmentView): void {
    const { id, fence, draftRevision: revision } = assignment
    this.#sender.setBase(id, { fence, revision })
    const mine = contentOf(
      operationsOf(this.#sender.outbox(), id).findLast((operation) => contentOf(operation) !== null),
    )
    if (mine) {
      this.#failed.forget(id)
      this.#conflicts.addFromJournal(mine, assignment)
    }
    const pair = this.#pairs.open(assignment, mine && isOnScreen(mine.answer) ? mine.answer : undefined)
    this.#pairs.change((queue) => enqueue(queue, pair))
  }

  #saveDraft(assignmentId: string): void {
    const content = this.#pairs.content(assignmentId)
    if (content) this.#sender.add(assignmentId, { kind: 'draft', ...content })
  }

  #onLeaseLost(assignmentId: string, failure: Failure): void {
    if (this.#pairs.isOnScreen(assignmentId)) this.#conflicts.add(assignmentId, failure, null)
    else {
      this.#pairs.change((queue) => drop(queue, assignmentId))
      this.#claimer.fill()
    }
  }

  #advance(): void {
    this.#pairs.change(advance)
    setTimeout(() => this.#claimer.fill(), CLAIM_AFTER_MS)
  }

  #isIdle(): boolean {
    return this.#options.nowMs() - this.#activeAt > IDLE_MS
  }

  #saveOrRelease(): void {
    const id = this.#pairs.queue().screen?.assignment.id
    if (id && !this.#conflicts.of(id) && this.#pairs.find(id)?.hasUnsaved()) this.#saveDraft(id)
    if (this.#isIdle()) this.#releaseAhead()
  }

  /** Nobody is there: what is claimed ahead goes back to the queue. Source: docs/spec/saving.md [SV11] */
  #releaseAhead(): void {
    const { ahead } = this.#pairs.queue()
    this.#pairs.change((queue) => ({ ...queue, ahead: [] }))
    for (const { assignment } of ahead) this.#sender.add(assignment.id, { kind: 'release' })
  }
}
