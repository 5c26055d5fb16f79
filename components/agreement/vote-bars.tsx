'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { AgreementReport } from '@/lib/contracts/http/agreement'
import styles from './agreement.module.css'
import { useFigures } from './use-figures'

const KINDS = ['left', 'right', 'tie_good', 'tie_bad'] as const

/** How often each preference was chosen. */
export function VoteBars({ votes }: { votes: AgreementReport['votes'] }) {
  const t = useTranslations('agreement')
  const format = useFormatter()
  const { percent } = useFigures()
  const total = KINDS.reduce((sum, kind) => sum + votes[kind], 0)
  return (
    <dl className={styles.votes}>
      {KINDS.map((kind) => {
        const share = total === 0 ? 0 : votes[kind] / total
        return (
          <div key={kind}>
            <dt>{t(`vote.${kind}`)}</dt>
            <dd>
              <span className={styles.track} aria-hidden="true">
                <i style={{ width: `${share * 100}%` }} />
              </span>
              <span className={styles.number}>
                <strong>{format.number(votes[kind])}</strong> {percent(share)}
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
