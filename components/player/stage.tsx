'use client'

import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import styles from './clip-view.module.css'
import { actualZoom, type ViewAction, type ViewState } from './store'
import { listenToGestures } from './view-gestures'

export type StageProps = {
  width: number
  height: number
  view: Pick<ViewState, 'zoom' | 'centre' | 'brightness' | 'contrast' | 'loupe'>
  onView: (action: ViewAction) => void
  /** The zoom at which one pixel of the clip is one of the screen, whenever it changes. */
  onActual?: (zoom: number) => void
  children: ReactNode
}

/**
 * The place of a frame in its panel: fitted, zoomed and moved. The frame really becomes larger instead of being
 * transformed, so that lines, handles and captions over it keep their size and places are exact.
 */
export function Stage({ width, height, view, onView, onActual, children }: StageProps) {
  const panel = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef({ view, onView, onActual })
  useLayoutEffect(() => {
    latest.current = { view, onView, onActual }
  })

  useEffect(() => {
    if (!panel.current || !frame.current) return
    return listenToGestures({
      panel: panel.current,
      frame: frame.current,
      zoom: () => latest.current.view.zoom,
      onView: (action) => latest.current.onView(action),
      points: () => latest.current.view.loupe,
    })
  }, [])

  useLayoutEffect(() => {
    const element = panel.current
    if (!element) return
    const measure = () => {
      const { clientWidth, clientHeight } = element
      const fitWidth = Math.min(clientWidth, (clientHeight * width) / height)
      latest.current.onActual?.(actualZoom(width, fitWidth, devicePixelRatio))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [width, height])

  const { zoom, centre, brightness, contrast } = view
  const style = {
    '--w': width,
    '--h': height,
    '--zoom': zoom,
    '--light': brightness === 1 && contrast === 1 ? 'none' : `brightness(${brightness}) contrast(${contrast})`,
    transform: `translate(${(0.5 - centre.x) * 100}%, ${(0.5 - centre.y) * 100}%)`,
  } as CSSProperties
  return (
    <div ref={panel} className={styles.fit}>
      <div ref={frame} className={styles.frame} style={style} data-testid="frame-stage">
        {children}
      </div>
    </div>
  )
}
