'use client'

import { memo, type PointerEvent, useEffect, useState } from 'react'
import type { Box } from '@/lib/domain/shared'
import {
  boxesAround,
  type Drag,
  dragged,
  HANDLES,
  type Handle,
  handleAt,
  handlePlace,
  nextAround,
  type Point,
} from './box-geometry'
import styles from './box-layer.module.css'

export type LayerBox = {
  id: string
  box: Box
  /** A CSS colour, such as var(--l2). */
  colour: string
  caption: string
  /** `between`: computed between two keyframes. */
  kind: 'mark' | 'between' | 'proposal'
}

export type BoxLayerProps = {
  /** Only the boxes of the frame on screen. */
  boxes: readonly LayerBox[]
  selectedId: string | null
  /** The frame on screen: a drag ends without effect when it changes. */
  frameIndex: number
  editable: boolean
  /** Where a drag draws: from inside any box too (a mark waits for its box), from inside proposals, or beside boxes only. */
  draws: 'always' | 'outside-marks' | 'outside-boxes'
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
  const { boxes, selectedId, frameIndex, editable, draws, drawColour, onSelect, onDraw, onChange } = props
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

  /** What lies under the pointer: a handle of the selected box, the box that a press takes hold of, and all boxes there. */
  function under(event: PointerEvent): { handle: Handle | null; target: LayerBox | null; around: readonly LayerBox[] } {
    const rect = event.currentTarget.getBoundingClientRect()
    const point = pointOf(event)
    const selected = boxes.find(({ id }) => id === selectedId)
    const around = boxesAround(point, boxes)
    const handle = selected && handleAt(point, selected.box, { x: REACH_PX / rect.width, y: REACH_PX / rect.height })
    if (selected && handle) return { handle, target: selected, around }
    return { handle: null, target: around.find(({ id }) => id === selectedId) ?? around[0] ?? null, around }
  }

  function drawsFrom(target: LayerBox | null): boolean {
    if (!target || draws === 'always') return true
    return target.kind === 'proposal' && (draws === 'outside-marks' || target.id !== selectedId)
  }

  function start(event: PointerEvent): void {
    if (event.button !== 0) return
    const { handle, target, around } = under(event)
    const clicked = nextAround(around, selectedId)?.id ?? (handle ? (target?.id ?? null) : null)
    if (!editable) {
      onSelect(clicked)
      return
    }
    const from = pointOf(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    const base = { clicked, frameIndex, at: from, moved: false }
    if (!target || (!handle && drawsFrom(target))) {
      setGesture({ ...base, id: null, drag: { type: 'draw', from } })
      return
    }
    const { id, box } = target
    setGesture({ ...base, id, drag: handle ? { type: 'resize', from, box, handle } : { type: 'move', from, box } })
  }

  function move(event: PointerEvent): void {
    if (!gesture) {
      const { handle, target } = under(event)
      setCursor(cursorOf(handle, target, editable, drawsFrom(target)))
      return
    }
    const at = pointOf(event)
    const rect = event.currentTarget.getBoundingClientRect()
    const far = Math.hypot((at.x - gesture.drag.from.x) * rect.width, (at.y - gesture.drag.from.y) * rect.height)
    const moved = gesture.moved || far >= CLICK_PX
    if (moved && !gesture.moved && gesture.id !== null && gesture.id !== selectedId) onSelect(gesture.id)
    setGesture({ ...gesture, at, moved })
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
          item={item}
          box={preview && gesture?.id === item.id ? preview : item.box}
          selected={item.id === selectedId}
          handles={editable && item.id === selectedId}
        />
      ))}
      {preview && gesture?.id === null && <div className={styles.box} style={placed(preview, drawColour)} />}
    </div>
  )
}

/** Boxes over a frame that nothing is done with. */
export function BoxOutlines({ boxes }: { boxes: readonly LayerBox[] }) {
  return boxes.map((item) => <BoxShape key={item.id} item={item} box={item.box} selected={false} handles={false} />)
}

/** Drawn again only when it changes itself: a drag leaves the others as they are. */
const BoxShape = memo(function BoxShape(props: { item: LayerBox; box: Box; selected: boolean; handles: boolean }) {
  const { item, box, selected, handles } = props
  const { colour, caption, kind } = item
  return (
    <div className={styles.box} style={placed(box, colour)} data-kind={kind} data-selected={selected || undefined}>
      <span className={styles.caption} data-below={box.y < 0.07 || undefined} data-end={box.x > 0.7 || undefined}>
        {caption}
      </span>
      {handles &&
        HANDLES.map((handle) => {
          const { x, y } = handlePlace({ x: 0, y: 0, w: 100, h: 100 }, handle)
          return <i key={handle} className={styles.handle} style={{ left: `${x}%`, top: `${y}%` }} />
        })}
    </div>
  )
})

function placed(box: Box, colour: string) {
  return {
    '--c': colour,
    left: `${box.x * 100}%`,
    top: `${box.y * 100}%`,
    width: `${box.w * 100}%`,
    height: `${box.h * 100}%`,
  } as React.CSSProperties
}

function cursorOf(handle: Handle | null, target: LayerBox | null, editable: boolean, drawing: boolean): string {
  if (!editable) return target ? 'pointer' : 'default'
  if (handle) return `${handle}-resize`
  return drawing ? 'crosshair' : 'move'
}
