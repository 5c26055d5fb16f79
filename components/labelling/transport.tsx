'use client'

import { useTranslations } from 'use-intl'
import { neighbourSpeed, type PlayerAction, totalUs } from '@/components/player'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { Key } from './key'
import { neighbourSuspect } from './store'
import styles from './timeline.module.css'
import { ToolButton } from './tool-button'
import { ViewMenu } from './view-menu'
import { useDispatch, useWorkspace } from './workspace-context'

/** Play, step, jump, speed: buttons for what the keys do. */
export function Transport() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { playing, speed, total, left, right, before, after } = useWorkspace((state) => ({
    playing: state.player.playing,
    speed: state.player.speed,
    total: totalUs(state.player),
    left: state.setup.pair.sides.left.video,
    right: state.setup.pair.sides.right.video,
    before: neighbourSuspect(state, -1) !== null,
    after: neighbourSuspect(state, 1) !== null,
  }))
  const player = (action: PlayerAction) => () => dispatch({ type: 'player', action })
  return (
    <div className={styles.transport}>
      <ToolButton className={styles.play} onClick={player({ type: playing ? 'pause' : 'play' })}>
        <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span>
        <span className="visually-hidden">{t(playing ? 'pause' : 'play')}</span> <Key of="play" />
      </ToolButton>
      <ToolButton aria-label={t('stepBack')} onClick={player({ type: 'step', frames: -1 })}>
        ◂ <Key of="step-back" />
      </ToolButton>
      <span aria-hidden="true">{t('step')}</span>
      <ToolButton aria-label={t('stepForward')} onClick={player({ type: 'step', frames: 1 })}>
        <Key of="step-on" /> ▸
      </ToolButton>
      <ToolButton
        aria-label={t('previousSuspect')}
        disabled={!before}
        onClick={() => dispatch({ type: 'suspect', direction: -1 })}
      >
        <Key of="previous-suspect" />
      </ToolButton>
      <span aria-hidden="true">{t('suspect')}</span>
      <ToolButton
        aria-label={t('nextSuspect')}
        disabled={!after}
        onClick={() => dispatch({ type: 'suspect', direction: 1 })}
      >
        <Key of="next-suspect" />
      </ToolButton>
      <ToolButton aria-label={t('slower')} onClick={player({ type: 'speed', speed: neighbourSpeed(speed, -1) })}>
        <Key of="slower" />
      </ToolButton>
      <span className={styles.speed}>{t('speed', { speed: String(speed) })}</span>
      <ToolButton aria-label={t('faster')} onClick={player({ type: 'speed', speed: neighbourSpeed(speed, 1) })}>
        <Key of="faster" />
      </ToolButton>
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
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const looped = useWorkspace(({ player }) => player.loop !== null)
  const act = (type: 'loop' | 'loop-from' | 'loop-to') => () => dispatch({ type: 'player', action: { type } })
  return (
    <span className={styles.group}>
      <ToolButton aria-pressed={looped} onClick={act('loop')}>
        {t('loop')} <Key of="loop" />
      </ToolButton>
      <ToolButton aria-label={t('loopFrom')} onClick={act('loop-from')}>
        <Key of="loop-from" />
      </ToolButton>
      <ToolButton aria-label={t('loopTo')} onClick={act('loop-to')}>
        <Key of="loop-to" />
      </ToolButton>
    </span>
  )
}

function ZoomTools() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { zoom, actual } = useWorkspace(({ view, player }) => ({ zoom: view.zoom, actual: view.actual[player.focus] }))
  const percent = Math.round((zoom / actual) * 100)
  return (
    <span className={styles.group}>
      <ToolButton
        aria-label={t('zoomIn')}
        onClick={() => dispatch({ type: 'view', action: { type: 'zoom', factor: 1.5 } })}
      >
        {t('zoom', { percent })} <Key of="zoom-in" />
      </ToolButton>
      <ToolButton
        aria-label={t('zoomFit')}
        disabled={zoom === 1}
        onClick={() => dispatch({ type: 'view', action: { type: 'fit' } })}
      >
        {t('fit')} <Key of="zoom-fit" />
      </ToolButton>
    </span>
  )
}

/** Mean rate in frames a second, for reading only. */
function rateOf({ ptsUs, durationUs }: PlayableVideo): string {
  const rate = durationUs > 0 ? (ptsUs.length * 1e6) / durationUs : 0
  return rate.toFixed(Number.isInteger(Math.round(rate * 10) / 10) ? 0 : 1)
}
