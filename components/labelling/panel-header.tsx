'use client'

import { useTranslations } from 'use-intl'
import type { ScreenSide } from '@/lib/domain/labelling'
import styles from './frame-panel.module.css'
import { frameOf, marksOn, openProposals } from './store'
import { useWorkspace } from './workspace-context'

/** Side, frame and time of what is really on screen, and how much is marked on it. */
export function PanelHeader({ side, held }: { side: ScreenSide; held: boolean }) {
  const t = useTranslations('labelling')
  const { index, last, ptsUs, marks, open, origin, attribution, hidden, awaited } = useWorkspace((state) => {
    const { ptsUs: table } = state.setup.pair.sides[side].video
    const at = frameOf(state, side)
    return {
      index: at,
      last: table.length - 1,
      ptsUs: table[at] ?? 0,
      marks: marksOn(state, side, at).length,
      open: openProposals(state, side, at).length,
      origin: state.origins[side],
      attribution: state.setup.asks !== 'preference',
      hidden: state.boxesHidden,
      awaited: state.player.playing || state.player.frames[side] === at ? null : state.player.frames[side],
    }
  })
  return (
    <header className={styles.header}>
      <strong>{t(side)}</strong>
      <span data-testid={`frame-index-${side}`} data-index={index}>
        {t('frameOf', { index, last })}
      </span>
      <span className={styles.faint}>{t('seconds', { value: (ptsUs / 1e6).toFixed(3) })}</span>
      {held && <span className={styles.held}>{t('held')}</span>}
      {awaited !== null && <span className={styles.awaited}>{t('decodingFrame', { index: awaited })}</span>}
      {origin === 'server' && <span className={styles.faint}>{t('serverFrame')}</span>}
      {hidden && <span className={styles.held}>{t('boxesHidden')}</span>}
      {attribution && (
        <span className={styles.counts}>
          <span data-none={marks === 0 || undefined}>{t('marks', { count: marks })}</span>
          {open > 0 && <span className={styles.faint}>{t('proposals', { count: open })}</span>}
        </span>
      )}
    </header>
  )
}
