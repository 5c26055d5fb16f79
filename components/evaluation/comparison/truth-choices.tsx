'use client'

import { useTranslations } from 'use-intl'
import { Badge, Time } from '@/components/ui'
import type { MeasuredComparison } from '@/lib/contracts/http/comparison'
import states from '../states.module.css'
import { type Against, againstOf } from './comparison-choice'
import styles from './measured.module.css'

const TONES = { queued: 'accent', done: 'good', failed: 'bad' } as const

function State({ measured: { state, result } }: { measured: MeasuredComparison }) {
  const t = useTranslations('comparison.measured')
  if (state === null) return <small>{t('states.none')}</small>
  return (
    <>
      <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      {result ? (
        <small>
          <Time iso={result.finishedAt} />
        </small>
      ) : null}
    </>
  )
}

type ChoicesProps = {
  comparisons: readonly MeasuredComparison[]
  shown: Against
  onChoose: (against: Against) => void
}

/** All that both runs can be held against, how far each is, and which one is shown below. */
export function TruthChoices({ comparisons, shown, onChoose }: ChoicesProps) {
  const t = useTranslations('comparison.measured')
  return (
    <fieldset className={`${states.states} ${styles.choices}`}>
      <legend>{t('measuredAgainst')}</legend>
      {comparisons.map((measured) => {
        const against = againstOf(measured)
        const isFair = against === 'hidden' || against === 'holdout'
        return (
          <button
            key={against}
            type="button"
            aria-pressed={against === shown}
            className={states.state}
            onClick={() => onChoose(against)}
          >
            <strong>{t(`against.${against}`)}</strong>
            <span>{t(`scopes.${against}`)}</span>
            <small>
              {t(against === 'planted' ? 'clips' : 'answers', { count: measured.material })}
              {isFair ? ` · ${t('recommended')}` : ''}
            </small>
            <State measured={measured} />
          </button>
        )
      })}
    </fieldset>
  )
}
