'use client'

import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Box } from '@/lib/domain/shared'
import { type Drag, dragged, HANDLES, type Hit, handlePlace, hitTest, type Point } from './box-geometry'
import styles from './box-layer.module.css'

export type LayerBox = {
  id: string
  box: Box
  /** A CSS colour, such as var(--l2). */
  colour: string
  caption: string
  kind: 'mark' | 'proposal'
  selected: boolean
}

export type BoxLayerProps = {
  /** Only the boxes of the frame on screen. */
  boxes: readonly LayerBox[]
  /** The frame on screen: a drag ends without effect when it changes. */
  frameIndex: number
  editable: boolean
  /** A mark waits for its box: a drag draws, even from inside another box. */
  awaitsBox?: boolean
  /** Colour of a box being drawn. */
  drawColour: string
  onSelect: (id: string | null) => void
  onDraw: (box: Box) => void
  onChange: (id: string, box: Box) => void
}

/** Below this a drag is a click, CSS pixels. */
const CLICK_PX = 4
/** How far from a handle's middle it still takes hold, CSS pixels. */
const REACH_PX = 9

/** `id` is what is dragged, null when drawing; `clicked` is what a press without a drag selects. */
type Gesture = { drag: Drag; id: string | null; clicked: string | null; frameIndex: number; at: Point; moved: boolean }

/** Boxes over a frame, and the pointer that draws, moves and resizes them. Everything it does can be done by keys as well. */
export function BoxLayer(props: BoxLayerProps) {
  const { boxes, frameIndex, editable, awaitsBox = false, drawColour, onSelect, onDraw, onChange } = props
  const layer = useRef<HTMLDivElement>(null)
  const [gesture, setGesture] = useState<Gesture | null>(null)
  const [cursor, setCursor] = useState('crosshair')
  useEffect(
    () => setGesture((current) => (current && current.frameIndex !== frameIndex ? null : current)),
    [frameIndex],
  )

  function pointOf(event: PointerEvent): Point {
    const rect = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.height }
  }

  function under(event: PointerEvent): Hit | null {
    const rect = event.currentTarget.getBoundingClientRect()
    return hitTest(pointOf(event), boxes, { x: REACH_PX / rect.width, y: REACH_PX / rect.height })
  }

  function start(event: PointerEvent): void {
    if (event.button !== 0) return
    const hit = under(event)
    const target = boxes.find(({ id }) => id === hit?.id)
    const clicked = target?.id ?? null
    if (!editable) {
      onSelect(clicked)
      return
    }
    const from = pointOf(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    const draws = !hit || target?.kind !== 'mark' || (awaitsBox && hit.type === 'box')
    const base = { id: draws ? null : target.id, clicked, frameIndex, at: from, moved: false }
    if (draws) {
      setGesture({ ...base, drag: { type: 'draw', from } })
      return
    }
    onSelect(target.id)
    if (hit.type === 'box') setGesture({ ...base, drag: { type: 'move', from, box: target.box } })
    else setGesture({ ...base, drag: { type: 'resize', from, box: target.box, handle: hit.handle } })
  }

  function move(event: PointerEvent): void {
    if (!gesture) {
      setCursor(awaitsBox ? 'crosshair' : cursorOf(under(event), editable))
      return
    }
    const at = pointOf(event)
    const rect = event.currentTarget.getBoundingClientRect()
    const far = Math.hypot((at.x - gesture.drag.from.x) * rect.width, (at.y - gesture.drag.from.y) * rect.height)
    setGesture({ ...gesture, at, moved: gesture.moved || far >= CLICK_PX })
  }

  function end(): void {
    if (!gesture) return
    setGesture(null)
    if (!gesture.moved) {
      onSelect(gesture.clicked)
      return
    }
    const box = dragged(gesture.drag, gesture.at)
    if (gesture.id === null) onDraw(box)
    else onChange(gesture.id, box)
  }

  const preview = gesture?.moved ? dragged(gesture.drag, gesture.at) : null
  return (
    <div
      ref={layer}
      className={styles.layer}
      style={{ cursor }}
      aria-hidden="true"
      data-testid="box-layer"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setGesture(null)}
    >
      {boxes.map((item) => (
        <BoxShape
          key={item.id}
          item={preview && gesture?.id === item.id ? { ...item, box: preview } : item}
          editable={editable}
        />
      ))}
      {preview && gesture?.id === null && <div className={styles.box} style={placed(preview, drawColour)} />}
    </div>
  )
}

function BoxShape({ item, editable }: { item: LayerBox; editable: boolean }) {
  const { box, colour, caption, kind, selected } = item
  return (
    <div className={styles.box} style={placed(box, colour)} data-kind={kind} data-selected={selected || undefined}>
      <span className={styles.caption} data-below={box.y < 0.07 || undefined} data-end={box.x > 0.7 || undefined}>
        {caption}
      </span>
      {editable &&
        selected &&
        kind === 'mark' &&
        HANDLES.map((handle) => {
          const { x, y } = handlePlace({ x: 0, y: 0, w: 100, h: 100 }, handle)
          return <i key={handle} className={styles.handle} style={{ left: `${x}%`, top: `${y}%` }} />
        })}
    </div>
  )
}

function placed(box: Box, colour: string) {
  return {
    '--c': colour,
    left: `${box.x * 100}%`,
    top: `${box.y * 100}%`,
    width: `${box.w * 100}%`,
    height: `${box.h * 100}%`,
  } as React.CSSProperties
}

function cursorOf(hit: Hit | null, editable: boolean): string {
  if (!hit) return editable ? 'crosshair' : 'default'
  if (hit.type === 'box') return editable ? 'move' : 'pointer'
  return `${hit.handle}-resize`
}
