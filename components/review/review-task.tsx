'use client'

import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PairWorkspace, selectedMark, ToolButton, type WorkspaceStore } from '@/components/labelling'
import { Kbd } from '@/components/ui'
import type { ScreenSide } from '@/lib/domain/labelling'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { type BoxedMark, ExampleButton, ExampleDialog, type ExampleDraft, hasBox } from './example-dialog'
import { ReturnDialog } from './return-dialog'
import { ReviewBanner } from './review-banner'
import styles from './review-screen.module.css'
import type { AnnotationDetail } from './use-shown-id'
import { useVerdict } from './use-verdict'
import { REVIEW_KEYS, type ReviewCommand, VerdictKeys } from './verdict-keys'

type ReviewTaskProps = {
  projectId: string
  annotation: AnnotationDetail
  trail: ReactNode
  status: ReactNode
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
  /** After a verdict, with a text of what was done. */
  onDone: (said: string) => void
}

type Focus = { side: ScreenSide; index: number }

/** A reviewer of clips needs the first mark on screen, not the first frame. */
function firstMark({ pair, answer }: AnnotationDetail): Focus | null {
  if (pair.kind === 'frame') return null
  const [first] = [...answer.marks].sort((a, b) => a.ptsUs - b.ptsUs)
  return first ? { side: first.side, index: first.frameIndex } : null
}

function focusOf(store: WorkspaceStore): Focus {
  const { player } = store.getState()
  return { side: player.focus, index: player.frames[player.focus] }
}

/** The keys that come before the workspace's own; there as long as the answer is only looked at. */
function screenKeys(textOf: (command: ReviewCommand) => string) {
  const commands = ['accept', 'correct', 'return', 'next', 'previous'] as const
  return commands.map((command) => ({ key: REVIEW_KEYS[command], text: textOf(command) }))
}

/** Opening the screen for editing makes a new workspace; it shows the frame that the one before showed. */
function useKeptFrame(annotation: AnnotationDetail) {
  const store = useRef<WorkspaceStore | null>(null)
  const focus = useRef<Focus | null>(firstMark(annotation))
  function rememberFrame(): void {
    if (store.current) focus.current = focusOf(store.current)
  }
  function keepFrame(created: WorkspaceStore): void {
    store.current = created
    if (!focus.current) return
    const { side, index } = focus.current
    created.dispatch({ type: 'player', action: { type: 'focus', side } })
    created.dispatch({ type: 'player', action: { type: 'seek-frame', side, index } })
  }
  return { store, keepFrame, rememberFrame }
}

function useExampleDraft({ pair, taxonomy }: AnnotationDetail, store: RefObject<WorkspaceStore | null>) {
  const [example, setExample] = useState<ExampleDraft | null>(null)
  function makeExample(mark: BoxedMark): void {
    const label = flattenLabels(taxonomy.tree).find(({ key }) => key === mark.labelKey)
    const { videoId } = pair.sides[mark.side].video
    setExample({ mark, videoId, labelName: label?.name ?? mark.labelKey })
  }
  function exampleByKey(): void {
    const mark = store.current ? selectedMark(store.current.getState()) : null
    if (hasBox(mark)) makeExample(mark)
  }
  return { example, makeExample, exampleByKey, closeExample: () => setExample(null) }
}

type VerdictButtonsProps = { busy: boolean; onAccept: () => void; onCorrect: () => void; onReturn: () => void }

function VerdictButtons({ busy, onAccept, onCorrect, onReturn }: VerdictButtonsProps) {
  const t = useTranslations('review')
  return (
    <>
      <ToolButton className={styles.action} disabled={busy} onClick={onReturn}>
        {t('return')} <Kbd>{REVIEW_KEYS.return}</Kbd>
      </ToolButton>
      <ToolButton className={styles.action} disabled={busy} onClick={onCorrect}>
        {t('correct')} <Kbd>{REVIEW_KEYS.correct}</Kbd>
      </ToolButton>
      <ToolButton className={styles.accept} disabled={busy} aria-busy={busy} onClick={onAccept}>
        {t(busy ? 'saving' : 'accept')} <Kbd>{REVIEW_KEYS.accept}</Kbd>
      </ToolButton>
    </>
  )
}

/** One annotation as its author saw it, and the three verdicts. Correcting opens the same screen for editing, at the same frame. */
export function ReviewTask({ projectId, annotation, trail, status, onNext, onPrevious, onDone }: ReviewTaskProps) {
  const t = useTranslations('review')
  const [editing, setEditing] = useState(false)
  const [returning, setReturning] = useState(false)
  const { store, keepFrame, rememberFrame } = useKeptFrame(annotation)
  const { send, busy, conflict } = useVerdict(projectId, annotation, onDone)
  const { example, makeExample, exampleByKey, closeExample } = useExampleDraft(annotation, store)
  const { author, pair, taxonomy, answer, asks, activeMs } = annotation
  const open = annotation.review === 'waiting' && !annotation.own && conflict === null

  function edit(on: boolean): void {
    rememberFrame()
    setEditing(on)
  }
  const accept = () => {
    if (!busy) send({ verdict: 'accept' })
  }
  const verdicts = open && !editing
  const verdictCommands = verdicts ? { accept, correct: () => edit(true), return: () => setReturning(true) } : {}
  const moves = editing
    ? {}
    : { example: exampleByKey, ...(onNext && { next: onNext }), ...(onPrevious && { previous: onPrevious }) }

  return (
    <>
      <PairWorkspace
        key={editing ? 'edit' : 'read'}
        projectId={projectId}
        pair={pair}
        taxonomy={taxonomy}
        answer={answer}
        asks={asks}
        readOnly={!editing}
        onStore={keepFrame}
        suspended={returning || example !== null}
        busy={busy}
        {...(editing && { onSubmit: (corrected) => send({ verdict: 'correct', answer: corrected }) })}
        {...(!editing && { screenKeys: { title: t('title'), rows: screenKeys((command) => t(command)) } })}
        trail={trail}
        status={
          <>
            <ExampleButton withKey={!editing} onExample={makeExample} />
            <span>{t('activeSeconds', { seconds: Math.round(activeMs / 1000) })}</span>
            {status}
          </>
        }
        banner={<ReviewBanner annotation={annotation} editing={editing} conflict={conflict} onNext={onNext} />}
        actions={
          <>
            {editing ? (
              <ToolButton className={`${styles.action} ${styles.cancel}`} onClick={() => edit(false)}>
                {t('cancelEditing')}
              </ToolButton>
            ) : null}
            {verdicts ? (
              <VerdictButtons
                busy={busy}
                onAccept={accept}
                onCorrect={() => edit(true)}
                onReturn={() => setReturning(true)}
              />
            ) : null}
          </>
        }
      />
      <VerdictKeys commands={returning || example ? {} : { ...moves, ...verdictCommands }} />
      <ExampleDialog projectId={projectId} draft={example} onClose={closeExample} />
      <ReturnDialog
        open={returning}
        author={author}
        busy={busy}
        onOpenChange={setReturning}
        onReturn={(comment) => send({ verdict: 'return', comment }).then(() => setReturning(false))}
      />
    </>
  )
}
