'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import styles from './release.module.css'

const SHARES = ['minPreferenceAgreement', 'minLabelAgreement'] as const
const SWITCHES = ['requireReviewed', 'excludeFlagged', 'requirePreference', 'requireLabels'] as const

/** The gates and the seed of a release. */
export function GateList({ release: { gates, marks, seed } }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  const format = useFormatter()
  const rows = [
    { name: t('gate.minAnnotations'), value: format.number(gates.minAnnotations) },
    ...SHARES.map((gate) => ({ name: t(`gate.${gate}`), value: format.number(gates[gate] * 100) })),
    ...SWITCHES.map((gate) => ({ name: t(`gate.${gate}`), value: t(gates[gate] ? 'yes' : 'no') })),
    { name: t('marks'), value: t(`markChoice.${marks}`) },
    { name: t('seed'), value: String(seed) },
  ]
  return (
    <dl className={styles.facts}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
