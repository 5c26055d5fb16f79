'use client'

import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { errorText } from '@/components/query'
import { Button, useNotify } from '@/components/ui'
import type { SentAnswer } from '@/lib/domain/labelling'
import type { FailedAnswer } from './failed-answers'
import styles from './label-queue.module.css'
import type { QueueController } from './queue-controller'
import { type Conflict, isLost } from './queue-view'

/** Whatever a person has to know or to decide about saving, over the pair. */
export function QueueBanners({ queue }: { queue: QueueController }) {
  const t = useTranslations('labelling.queue')
  const notify = useNotify()
  const { screen, conflict, failedAnswers, durable, others, first } = useStore(
    queue.view,
    useShallow((view) => ({
      screen: view.screen,
      conflict: view.conflict,
      failedAnswers: view.failedAnswers,
      durable: view.durable,
      others: view.others,
      first: view.first,
    })),
  )
  const [failed] = failedAnswers

  function report(choice: Promise<void>): void {
    choice.catch((error: unknown) => notify(errorText(error), 'bad'))
  }

  return (
    <>
      {others.map(({ userId, name, answers }) => (
        <OthersBanner key={userId} name={name} answers={answers} onClose={() => queue.closeOthers()} />
      ))}
      {first === 'waiting' && <WarningBanner title={t('firstWaitingTitle')} text={t('firstWaitingText')} />}
      {first === 'stored' && <RevealedBanner />}
      {!durable && <WarningBanner title={t('notKeptTitle')} text={t('notKeptText')} />}
      {failed && (
        <FailedBanner
          failed={failed}
          onAgain={() => report(queue.resolveFailed(failed, 'retry'))}
          onDiscard={() => report(queue.resolveFailed(failed, 'discard'))}
        />
      )}
      {screen && conflict && isLost(conflict) && (
        <LeaseLostBanner
          onNext={() => queue.leave(screen.assignment.id)}
          answered={conflict.theirs?.state === 'submitted'}
        />
      )}
      {screen && conflict && !isLost(conflict) && (
        <ConflictBanner
          conflict={conflict}
          onMine={() => report(queue.choose(screen.assignment.id, 'mine'))}
          onTheirs={() => report(queue.choose(screen.assignment.id, 'theirs'))}
        />
      )}
    </>
  )
}

/** A reviewer sent the answer back: what they want. */
export function ReturnedBanner({ comment }: { comment: string }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} data-tone="warn" role="status">
      <strong>{t('returned')}</strong>
      <span>{comment}</span>
    </div>
  )
}

/** The first answer is stored and the proposals are on the screen. */
function RevealedBanner() {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} role="status">
      <strong>{t('revealedTitle')}</strong>
      <span>{t('revealedText')}</span>
    </div>
  )
}

function WarningBanner({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.banner} data-tone="warn" role="status">
      <strong>{title}</strong>
      <span>{text}</span>
    </div>
  )
}

type OthersProps = { name: string; answers: number; onClose: () => void }

/** Somebody else's answers lie on this computer; they go out under that person's name alone. */
function OthersBanner({ name, answers, onClose }: OthersProps) {
  const t = useTranslations('labelling.queue')
  const common = useTranslations('common')
  return (
    <div className={styles.banner} data-tone="warn" role="status">
      <strong>{t('othersTitle', { count: answers, name })}</strong>
      <span>{t('othersText', { name })}</span>
      <Button size="small" onClick={onClose}>
        {common('close')}
      </Button>
    </div>
  )
}

function LeaseLostBanner({ answered, onNext }: { answered: boolean; onNext: () => void }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('leaseLostTitle')}</strong>
      <span>{t(answered ? 'answeredElsewhereText' : 'leaseLostText')}</span>
      <Button variant="primary" size="small" onClick={onNext}>
        {t('nextPair')}
      </Button>
    </div>
  )
}

type ConflictProps = { conflict: Conflict; onMine: () => void; onTheirs: () => void }

/** The pair was changed here and elsewhere: what stands on either side, and the choice. */
function ConflictBanner({ conflict: { mine, theirs }, onMine, onTheirs }: ConflictProps) {
  const t = useTranslations('labelling.queue')
  const sum = useSummary()
  const line = (answer: SentAnswer, at: Date) => t('conflictSummary', { summary: sum(answer), time: timeOfDay(at) })
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('conflictTitle')}</strong>
      <span>{t('conflictText')}</span>
      <dl className={styles.comparison}>
        <dt>{t('conflictHere')}</dt>
        <dd>{line(mine.answer, new Date(mine.at))}</dd>
        <dt>{t('conflictThere')}</dt>
        <dd>
          {theirs
            ? theirs.draftAt
              ? line(theirs.draft, new Date(theirs.draftAt))
              : sum(theirs.draft)
            : t('conflictUnknown')}
        </dd>
      </dl>
      <Button size="small" onClick={onMine}>
        {t('keepMine')}
      </Button>
      <Button size="small" onClick={onTheirs}>
        {t('takeTheirs')}
      </Button>
    </div>
  )
}

function timeOfDay(at: Date): string {
  return at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** Characters of a comment that tell two answers apart. */
const COMMENT_SHOWN = 60

function shortened(comment: string): string {
  const characters = [...comment]
  return characters.length <= COMMENT_SHOWN ? comment : `${characters.slice(0, COMMENT_SHOWN - 1).join('')}…`
}

/** An answer of an older build names a side that only the server can place. */
const CHOICES = {
  left: 'preferLeft',
  right: 'preferRight',
  A: 'queue.oneSideBetter',
  B: 'queue.oneSideBetter',
  tie_good: 'tieGood',
  tie_bad: 'tieBad',
} as const satisfies Record<NonNullable<SentAnswer['preference']>, string>

/** An answer in a few words, sides as they stand on screen. */
function useSummary(): (answer: SentAnswer) => string {
  const t = useTranslations('labelling')
  return ({ marks, preference, comment }) => {
    const choice = preference === null ? t('queue.noPreference') : t(CHOICES[preference])
    return [
      t('marks', { count: marks.length }),
      choice,
      comment ? t('queue.withComment', { comment: shortened(comment) }) : '',
    ]
      .filter(Boolean)
      .join(', ')
  }
}

type FailedProps = { failed: FailedAnswer; onAgain: () => void; onDiscard: () => void }

/** An answer of a pair that is done with did not get through. */
function FailedBanner({ failed, onAgain, onDiscard }: FailedProps) {
  const t = useTranslations('labelling.queue')
  const common = useTranslations('common')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('submitFailed', { reason: failed.message })}</strong>
      <span>{t(failed.kept ? 'submitKept' : 'submitHere')}</span>
      {!failed.kept && (
        <Button size="small" onClick={onAgain}>
          {t('sendAgain')}
        </Button>
      )}
      <Button size="small" onClick={onDiscard}>
        {failed.kept ? common('close') : t('discard')}
      </Button>
    </div>
  )
}
