'use client'

import { useLayoutEffect, useRef } from 'react'
import styles from './clip-view.module.css'
import type { DecodedFrame } from './frames/frame-cache'

type Props = { frame: DecodedFrame | null; hidden: boolean }

/** Paints one decoded frame at its picture's own size; CSS scales it. Keeps the last picture while `frame` is null. */
export function FrameCanvas({ frame, hidden }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    if (!frame || !element) return
    const { picture } = frame
    if (element.width !== picture.width) element.width = picture.width
    if (element.height !== picture.height) element.height = picture.height
    element.getContext('2d', { alpha: false })?.drawImage(picture.image(), 0, 0, picture.width, picture.height)
    element.dataset.frame = String(frame.index)
  }, [frame])
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      hidden={hidden}
      aria-hidden="true"
      data-testid="frame-canvas"
    />
  )
}
