'use client'

import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { client } from '@/components/query'
import type { Box } from '@/lib/domain/shared'
import { pollServerFrame } from '../frames/server-frame'
import { type CropArea, cropArea } from './crop-area'
import styles from './frame-crop.module.css'

export type FrameCropProps = {
  videoId: string
  frameIndex: number
  box: Box
  /** What is to be seen, for those who cannot see it. */
  alt: string
  /** Colour of the outline, a CSS value; white unless given. */
  colour?: string
  /** Of the box's longer edge on every side. */
  margin?: number
}

type Shown = { bitmap: ImageBitmap; area: CropArea }

/** Loading ahead by this much spares the wait while scrolling. */
const AHEAD = '200px'

/** Whether the element has come near the visible part of the page. */
function useNear(element: { current: Element | null }): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true)
      },
      { rootMargin: AHEAD },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return isNear
}

/** The part of one exact frame around a box, as the server decoded it. */
export function FrameCrop({ videoId, frameIndex, box, alt, colour, margin = 0.4 }: FrameCropProps) {
  const t = useTranslations('common')
  const frame = useRef<HTMLDivElement>(null)
  const isNear = useNear(frame)
  const [shown, setShown] = useState<Shown | 'failed' | null>(null)
  const { x, y, w, h } = box
  useEffect(() => {
    if (!isNear) return
    const stop = new AbortController()
    const load = pollServerFrame((index, signal) => client.media.getFrame({ videoId, frameIndex: index }, { signal }))
    load(frameIndex, stop.signal)
      .then((whole) => cutOut(whole, cropArea({ x, y, w, h }, whole, margin)))
      .then((part) => (stop.signal.aborted ? part.bitmap.close() : setShown(part)))
      .catch(() => stop.signal.aborted || setShown('failed'))
    return () => {
      stop.abort()
      setShown(null)
    }
  }, [isNear, videoId, frameIndex, x, y, w, h, margin])
  return (
    <div ref={frame} className={styles.picture} role="img" aria-label={alt} aria-busy={shown === null}>
      {shown === 'failed' ? (
        <span className={styles.failed}>{t('pictureFailed')}</span>
      ) : shown ? (
        <Part shown={shown} colour={colour} />
      ) : (
        <span className={styles.waiting}>{t('loading')}</span>
      )}
    </div>
  )
}

/** Keeps the pixels of the part alone: a list of crops must not hold whole frames. */
async function cutOut(whole: ImageBitmap, area: CropArea): Promise<Shown> {
  const bitmap = await createImageBitmap(whole, area.x, area.y, area.w, area.h)
  whole.close()
  return { bitmap, area }
}

function Part({ shown: { bitmap, area }, colour }: { shown: Shown; colour: string | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    canvas.current?.getContext('2d', { alpha: false })?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  const { x, y, w, h } = area.box
  const percent = (share: number) => `${share * 100}%`
  const place = { left: percent(x), top: percent(y), width: percent(w), height: percent(h) }
  return (
    <div className={styles.part} style={{ '--w': area.w, '--h': area.h, '--box': colour } as CSSProperties}>
      <canvas ref={canvas} width={area.w} height={area.h} />
      <span className={styles.box} style={place} />
    </div>
  )
}
