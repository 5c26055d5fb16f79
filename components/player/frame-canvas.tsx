'use client'

import { useLayoutEffect, useRef } from 'react'
import styles from './clip-view.module.css'
import type { DecodedFrame } from './frames/frame-cache'

type Props = { frame: DecodedFrame | null; width: number; height: number; hidden: boolean }

/** Paints one decoded frame at its own size; CSS scales it. Keeps the last picture while `frame` is null. */
export function FrameCanvas({ frame, width, height, hidden }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (!frame) return
    canvas.current?.getContext('2d', { alpha: false })?.drawImage(frame.bitmap, 0, 0, width, height)
  }, [frame, width, height])
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      width={width}
      height={height}
      hidden={hidden}
      aria-hidden="true"
      data-frame={frame?.index}
      data-testid="frame-canvas"
    />
  )
}
