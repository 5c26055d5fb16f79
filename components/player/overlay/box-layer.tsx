'use client'

import { memo, type PointerEvent, useEffect, useState } from 'react'
import type { Box } from '@/lib/domain/shared'
import { HANDLES, handlePlace, type Point } from './box-geometry'
import {
  beginGesture,
  clickedBox,
  type Draws,
  drawsFrom,
  type Gesture,
  gestureBox,
  type Hit,
  hitTest,
  type LayerBox,
  moveGesture,
} from './box-gesture'
import styles from './box-layer.module.css'

export type BoxLayerProps = {
  /** Only the boxes of the frame on screen. */
  boxes: readonly LayerBox[]
  selectedId: string | null
  /** The frame on screen: a drag ends without effect when it changes. */
  frameIndex: number
  editable: boolean
  draws: Draws
  /** Colour of a box being drawn. */
  drawColour: string
  onSelect: (id: string | null) => void
  onDraw: (box: Box) => void
  onChange: (id: string, box: Box) => void
}

/** Boxes over a frame, and the pointer that draws, moves and resizes them. Everything it does can be done by keys as well. */
export function BoxLayer(props: BoxLayerProps) {
  const { boxes, selectedId, frameIndex, editable, draws, drawColour, onSelect, onDraw, onChange } = props
  const [gesture, setGesture] = useState<Gesture | null>(null)
  const [cursor, setCursor] = useState('crosshair')
  useEffect(
    () => setGesture((current) => (current && current.frameIndex !== frameIndex ? null : current)),
    [frameIndex],
  )

  function start(event: PointerEvent): void {
    if (event.button !== 0) return
    const { point, size } = placeOf(event)
    const hit = hitTest(point, size, boxes, selectedId)
    if (!editable) {
      onSelect(clickedBox(hit, selectedId))
      return
    }
    event.currentTarget.setPointerCapture(event.pointerId)
    setGesture(beginGesture(hit, { point, frameIndex, draws, selectedId }))
  }

  function move(event: PointerEvent): void {
    const { point, size } = placeOf(event)
    if (!gesture) {
      const hit = hitTest(point, size, boxes, selectedId)
      setCursor(cursorOf(hit, editable, drawsFrom(hit, draws, selectedId)))
      return
    }
    const next = moveGesture(gesture, point, size)
    if (next.moved && !gesture.moved && next.id !== null && next.id !== selectedId) onSelect(next.id)
    setGesture(next)
  }

  function end(): void {
    if (!gesture) return
    setGesture(null)
    const box = gestureBox(gesture)
    if (!box) onSelect(gesture.clicked)
    else if (gesture.id === null) onDraw(box)
    else onChange(gesture.id, box)
  }

  const preview = gesture && gestureBox(gesture)
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

/** The pointer's place, fractions of the layer, and the layer's size, CSS pixels. */
function placeOf(event: PointerEvent): { point: Point; size: { width: number; height: number } } {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  const point = { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
  return { point, size: { width, height } }
}

function cursorOf({ handle, target }: Hit, editable: boolean, drawing: boolean): string {
  if (!editable) return target ? 'pointer' : 'default'
  if (handle) return `${handle}-resize`
  return drawing ? 'crosshair' : 'move'
}
