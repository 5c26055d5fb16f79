'use client'

import { useTranslations } from 'use-intl'
import { Badge, Time } from '@/components/ui'
import type { NearerStanding } from '@/lib/contracts/http/nearer'
import states from '../states.module.css'
import styles from './nearer.module.css'
import { type Against, againstOf } from './nearer-choice'

const TONES = { queued: 'accent', done: 'good', failed: 'bad' } as const

function State({ standing: { state, result } }: { standing: NearerStanding }) {
  const t = useTranslations('nearer')
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
  standings: readonly NearerStanding[]
  shown: Against
  onChoose: (against: Against) => void
}

/** All that both runs can be held against, how far each is, and which one is shown below. */
export function NearerChoices({ standings, shown, onChoose }: ChoicesProps) {
  const t = useTranslations('nearer')
  return (
    <fieldset className={`${states.states} ${styles.choices}`}>
      <legend>{t('measuredAgainst')}</legend>
      {standings.map((standing) => {
        const against = againstOf(standing)
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
              {t(against === 'planted' ? 'clips' : 'answers', { count: standing.material })}
              {isFair ? ` · ${t('recommended')}` : ''}
            </small>
            <State standing={standing} />
          </button>
        )
      })}
    </fieldset>
  )
}
