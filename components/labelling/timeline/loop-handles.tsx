'use client'

import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { frameAt } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './timeline.module.css'

type End = 'from' | 'to'
type Props = { side: ScreenSide; totalUs: number; rail: RefObject<HTMLElement | null> }

/** Both ends of the loop on a filmstrip, to be dragged or moved by arrows; what lies outside is dimmed. */
export function LoopHandles({ side, totalUs, rail }: Props) {
  const loop = useWorkspace(({ player }) => player.loop)
  if (!loop) return null
  const from = (loop.fromUs / totalUs) * 100
  const to = (loop.toUs / totalUs) * 100
  return (
    <>
      <i className={styles.outside} style={{ left: 0, width: `${from}%` }} />
      <i className={styles.outside} style={{ left: `${to}%`, right: 0 }} />
      <LoopHandle end="from" at={from} side={side} totalUs={totalUs} rail={rail} />
      <LoopHandle end="to" at={to} side={side} totalUs={totalUs} rail={rail} />
    </>
  )
}

function LoopHandle({ end, at, side, totalUs, rail }: Props & { end: End; at: number }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const held = useRef(false)
  const { video, loop } = useWorkspace((state) => ({
    video: state.setup.pair.sides[side].video,
    loop: state.player.loop,
  }))
  // The end lies behind its frame: the frame that is still played.
  const index = frameAt(video, end === 'from' ? (loop?.fromUs ?? 0) : Math.max(0, (loop?.toUs ?? 0) - 1000))
  const move = (to: number) => dispatch({ type: 'player', action: { type: 'loop-end', end, side, index: to } })

  function drag(event: PointerEvent): void {
    const rect = rail.current?.getBoundingClientRect()
    if (!held.current || !rect) return
    event.stopPropagation()
    move(frameAt(video, ((event.clientX - rect.left) / rect.width) * totalUs))
  }

  function press(event: KeyboardEvent): void {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    move(index + by * (event.shiftKey ? 10 : 1))
  }

  return (
    <div
      className={styles.loopHandle}
      style={{ left: `${at}%` }}
      data-end={end}
      role="slider"
      tabIndex={0}
      aria-label={t(end === 'from' ? 'loopStart' : 'loopEnd')}
      aria-valuemin={0}
      aria-valuemax={video.ptsUs.length - 1}
      aria-valuenow={index}
      aria-valuetext={t('loopAt', { index, seconds: ((video.ptsUs[index] ?? 0) / 1e6).toFixed(3) })}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current = true
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        held.current = false
      }}
      onKeyDown={press}
    />
  )
}
