'use client'

import { useTranslations } from 'use-intl'
import styles from './agreement.module.css'
import { IntervalPlot, ScaleTicks } from './interval-plot'
import { type Figure, useFigures } from './use-figures'

const SCALE = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }
const FAIR = 0.5

function verdictOf([low, high]: readonly [number, number]): 'fair' | 'leansLeft' | 'leansRight' {
  if (low > FAIR) return 'leansLeft'
  return high < FAIR ? 'leansRight' : 'fair'
}

/** Whether the side of the screen decides more than the picture. */
export function SideBias({ share }: { share: Figure }) {
  const t = useTranslations('agreement')
  const { percent, percentInterval } = useFigures()
  if (share.value === null || share.ci95 === null) return <p className={styles.none}>{t('noDecided')}</p>
  const verdict = verdictOf(share.ci95)
  return (
    <div className={styles.bias}>
      <p className={styles.biasFigure}>
        <span>{t('leftChosen')}</span>
        <strong className={verdict === 'fair' ? undefined : styles.low}>{percent(share.value)}</strong>
        <span>{percentInterval(share.ci95)}</span>
        <span>{t('ofDecided', { count: share.ratings })}</span>
      </p>
      <div className={styles.biasPlot}>
        <IntervalPlot
          scale={SCALE}
          value={share.value}
          ci95={share.ci95}
          reference={FAIR}
          colour={verdict === 'fair' ? 'var(--ink-2)' : 'var(--bad)'}
        />
        <ScaleTicks scale={SCALE} format={percent} />
      </div>
      <p>{t(verdict)}</p>
    </div>
  )
}
