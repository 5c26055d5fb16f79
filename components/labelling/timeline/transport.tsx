'use client'

import { useTranslations } from 'use-intl'
import { totalUs } from '@/components/player'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { CommandButton, Key } from '../commands'
import { useWorkspace } from '../store/workspace-context'
import styles from './timeline.module.css'
import { ViewMenu } from './view-menu'

/** Play, step, jump, speed: buttons for what the keys do. */
export function Transport() {
  const t = useTranslations('labelling')
  const { playing, speed, total, left, right } = useWorkspace((state) => ({
    playing: state.player.playing,
    speed: state.player.speed,
    total: totalUs(state.player),
    left: state.setup.pair.sides.left.video,
    right: state.setup.pair.sides.right.video,
  }))
  const play = (
    <>
      <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span>
      <span className="visually-hidden">{t(playing ? 'pause' : 'play')}</span> <Key of="play" />
    </>
  )
  return (
    <div className={styles.transport}>
      <CommandButton of="play" className={styles.play} icon={play} />
      <CommandButton
        of="step-back"
        icon={
          <>
            ◂ <Key of="step-back" />
          </>
        }
      />
      <span aria-hidden="true">{t('step')}</span>
      <CommandButton
        of="step-on"
        icon={
          <>
            <Key of="step-on" /> ▸
          </>
        }
      />
      <CommandButton of="previous-suspect" icon={<Key of="previous-suspect" />} />
      <span aria-hidden="true">{t('suspect')}</span>
      <CommandButton of="next-suspect" icon={<Key of="next-suspect" />} />
      <CommandButton of="slower" icon={<Key of="slower" />} />
      <span className={styles.speed}>{t('speed', { speed: String(speed) })}</span>
      <CommandButton of="faster" icon={<Key of="faster" />} />
      <LoopTools />
      <ZoomTools />
      <ViewMenu />
      <span className={styles.clockNote}>
        {t('clockNote', { left: rateOf(left), right: rateOf(right), seconds: (total / 1e6).toFixed(2) })}
      </span>
    </div>
  )
}

/** What a pair of frames has below it: there is nothing to play, but as much to look at. */
export function LookTools() {
  const t = useTranslations('labelling')
  return (
    <section className={styles.timeline} aria-label={t('lookTools')}>
      <div className={styles.transport} data-end>
        <ZoomTools />
        <ViewMenu />
      </div>
    </section>
  )
}

function LoopTools() {
  const looped = useWorkspace(({ player }) => player.loop !== null)
  return (
    <span className={styles.group}>
      <CommandButton of="loop" aria-pressed={looped} />
      <CommandButton of="loop-from" icon={<Key of="loop-from" />} />
      <CommandButton of="loop-to" icon={<Key of="loop-to" />} />
    </span>
  )
}

function ZoomTools() {
  const t = useTranslations('labelling')
  const { zoom, actual } = useWorkspace(({ view, player }) => ({ zoom: view.zoom, actual: view.actual[player.focus] }))
  const percent = Math.round((zoom / actual) * 100)
  return (
    <span className={styles.group}>
      <CommandButton
        of="zoom-in"
        icon={
          <>
            {t('zoom', { percent })} <Key of="zoom-in" />
          </>
        }
      />
      <CommandButton
        of="zoom-fit"
        icon={
          <>
            {t('fit')} <Key of="zoom-fit" />
          </>
        }
      />
    </span>
  )
}

/** Mean rate in frames a second, for reading only. */
function rateOf({ ptsUs, durationUs }: PlayableVideo): string {
  const rate = durationUs > 0 ? (ptsUs.length * 1e6) / durationUs : 0
  return rate.toFixed(Number.isInteger(Math.round(rate * 10) / 10) ? 0 : 1)
}
