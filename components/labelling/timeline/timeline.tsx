'use client'

import { type PointerEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { frameAt, totalUs } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import { modelVisible } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import { LoopHandles } from './loop-handles'
import { MarkLane } from './mark-lane'
import { ScoreLine } from './score-line'
import { Thumbnails } from './thumbnails'
import styles from './timeline.module.css'
import { Transport } from './transport'

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

/** One clip over time: thumbnails, the model's score per sampled frame, and the marks; click or drag to seek. */
export function Filmstrip({ side }: { side: ScreenSide }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const rail = useRef<HTMLDivElement>(null)
  const { view, total, focused, visible } = useWorkspace((state) => ({
    view: state.setup.pair.sides[side],
    total: totalUs(state.player),
    focused: state.player.focus === side,
    visible: modelVisible(state),
  }))

  function seek(event: PointerEvent): void {
    const rect = rail.current?.getBoundingClientRect()
    if (!rect || (event.type === 'pointermove' && event.buttons !== 1)) return
    const timeUs = ((event.clientX - rect.left) / rect.width) * total
    dispatch({ type: 'player', action: { type: 'focus', side } })
    dispatch({ type: 'player', action: { type: 'seek-frame', side, index: frameAt(view.video, timeUs) } })
  }

  return (
    <div className={styles.track} data-focus={focused || undefined}>
      <span>{t(side)}</span>
      <div
        ref={rail}
        className={styles.rail}
        data-testid={`filmstrip-${side}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          seek(event)
        }}
        onPointerMove={seek}
      >
        <div className={styles.strip}>
          <div className={styles.clip} style={{ width: `${(Math.min(total, view.video.durationUs) / total) * 100}%` }}>
            <Thumbnails video={view.video} />
          </div>
          {visible && <ScoreLine side={view} totalUs={total} />}
        </div>
        <MarkLane side={side} totalUs={total} />
        <LoopHandles side={side} totalUs={total} rail={rail} />
      </div>
    </div>
  )
}
