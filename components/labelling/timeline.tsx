'use client'

import { useTranslations } from 'use-intl'
import { totalUs } from '@/components/player'
import { Filmstrip } from './filmstrip'
import styles from './timeline.module.css'
import { Transport } from './transport'
import { useWorkspace } from './workspace-context'

/** Both clips on one time axis, and the transport. */
export function Timeline() {
  const t = useTranslations('labelling')
  return (
    <section className={styles.timeline} aria-label={t('timeline')}>
      <div className={styles.tracks}>
        <Filmstrip side="left" />
        <Filmstrip side="right" />
        <Playhead />
      </div>
      <Transport />
    </section>
  )
}

function Playhead() {
  const share = useWorkspace(({ player }) => player.timeUs / totalUs(player))
  return (
    <div className={styles.playheadRail} aria-hidden="true">
      <i className={styles.playhead} style={{ left: `${share * 100}%` }} />
    </div>
  )
}
