'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui'
import type { SentAnswer } from '@/lib/domain/labelling'
import type { Overtaken, Trouble } from './desk-view'
import styles from './label-queue.module.css'

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
export function RevealedBanner() {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} role="status">
      <strong>{t('revealedTitle')}</strong>
      <span>{t('revealedText')}</span>
    </div>
  )
}

export function WarningBanner({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.banner} data-tone="warn" role="status">
      <strong>{title}</strong>
      <span>{text}</span>
    </div>
  )
}

type OthersProps = { name: string; answers: number; onClose: () => void }

/** Somebody else's answers lie on this computer; they go out under that person's name alone. */
export function OthersBanner({ name, answers, onClose }: OthersProps) {
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

export function LeaseLostBanner({ answered, onNext }: { answered: boolean; onNext: () => void }) {
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

type ConflictProps = { overtaken: Overtaken; onMine: () => void; onTheirs: () => void }

/** The pair was changed here and elsewhere: what stands on either side, and the choice. */
export function ConflictBanner({ overtaken: { mine, theirs }, onMine, onTheirs }: ConflictProps) {
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

/** An answer of the version before names a side that only the server can place. */
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

type TroubleProps = { trouble: Trouble; onAgain: () => void; onLetGo: () => void }

/** An answer of a pair that is done with did not get through. */
export function TroubleBanner({ trouble, onAgain, onLetGo }: TroubleProps) {
  const t = useTranslations('labelling.queue')
  const common = useTranslations('common')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('submitFailed', { reason: trouble.message })}</strong>
      <span>{t(trouble.kept ? 'submitKept' : 'submitHere')}</span>
      {!trouble.kept && (
        <Button size="small" onClick={onAgain}>
          {t('sendAgain')}
        </Button>
      )}
      <Button size="small" onClick={onLetGo}>
        {trouble.kept ? common('close') : t('letGo')}
      </Button>
    </div>
  )
}
