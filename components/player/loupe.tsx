'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'
import styles from './clip-view.module.css'
import type { Place } from './store'

type Props = {
  /** What is on screen: the decoded frame's canvas, or the playing video. */
  picture: () => CanvasImageSource | null
  at: Place
  /** Anything that changes with the picture. */
  version: unknown
}

/** Side of the loupe, CSS pixels. */
const SIZE = 208
/** How much larger than on screen. */
const FACTOR = 3

/** A part of the frame three times as large as around it, in its own pixels; it shows the same place on both sides. */
export function Loupe({ picture, at, version }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is painted again whenever the picture is
  useLayoutEffect(() => paint(canvas, picture(), at), [picture, at, version])
  return (
    <canvas
      ref={canvas}
      className={styles.loupe}
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%`, width: SIZE, height: SIZE }}
      aria-hidden="true"
      data-testid="loupe"
    />
  )
}

function paint(target: RefObject<HTMLCanvasElement | null>, picture: CanvasImageSource | null, at: Place): void {
  const element = target.current
  const context = element?.getContext('2d', { alpha: false })
  const frame = element?.parentElement
  if (!element || !context || !frame || !picture) return
  const side = Math.round(SIZE * devicePixelRatio)
  if (element.width !== side) {
    element.width = side
    element.height = side
  }
  const { width, height } = sizeOf(picture)
  const seen = { w: (SIZE * width) / (frame.clientWidth * FACTOR), h: (SIZE * height) / (frame.clientHeight * FACTOR) }
  context.imageSmoothingEnabled = false
  context.fillStyle = '#000'
  context.fillRect(0, 0, side, side)
  context.drawImage(picture, at.x * width - seen.w / 2, at.y * height - seen.h / 2, seen.w, seen.h, 0, 0, side, side)
}

function sizeOf(picture: CanvasImageSource): { width: number; height: number } {
  if (picture instanceof HTMLVideoElement) return { width: picture.videoWidth, height: picture.videoHeight }
  if (picture instanceof HTMLCanvasElement) return picture
  return { width: 0, height: 0 }
}
