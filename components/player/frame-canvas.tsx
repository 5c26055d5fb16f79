'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'
import styles from './clip-view.module.css'
import type { DecodedFrame } from './frames/frame-cache'

type Props = {
  frame: DecodedFrame | null
  hidden?: boolean
  className?: string
  canvas?: RefObject<HTMLCanvasElement | null>
}

/** Paints one decoded frame at its picture's own size; CSS scales it. Keeps the last picture while `frame` is null. */
export function FrameCanvas({ frame, hidden = false, className, canvas }: Props) {
  const own = useRef<HTMLCanvasElement>(null)
  const target = canvas ?? own
  useLayoutEffect(() => {
    const element = target.current
    if (!frame || !element) return
    const { picture } = frame
    if (element.width !== picture.width) element.width = picture.width
    if (element.height !== picture.height) element.height = picture.height
    element.getContext('2d', { alpha: false })?.drawImage(picture.image(), 0, 0, picture.width, picture.height)
    // Written here and nowhere else: it says what has been painted.
    element.dataset.frame = String(frame.index)
  }, [frame, target])
  return (
    <canvas
      ref={target}
      className={[styles.canvas, className].filter(Boolean).join(' ')}
      hidden={hidden}
      aria-hidden="true"
      data-testid="frame-canvas"
    />
  )
}
