'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import styles from './timeline.module.css'

/** Pictures of a clip side by side, each cut from its filmstrip at the time where it stands. */
export function Thumbnails({ video }: { video: PlayableVideo }) {
  const row = useRef<HTMLDivElement>(null)
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])

  const { filmstrip, durationUs, ptsUs } = video
  if (!filmstrip) return <div ref={row} className={styles.thumbs} />
  const { cellWidth, cellHeight, frameIndices, url } = filmstrip
  const scale = height / cellHeight
  const shown = cellWidth * scale
  const count = Math.max(1, Math.round(width / Math.max(1, shown)))
  const cells = Array.from({ length: width > 0 ? count : 0 }, (_, slot) =>
    nearestCell(frameIndices, ptsUs, ((slot + 0.5) / count) * durationUs),
  )
  return (
    <div ref={row} className={styles.thumbs}>
      {cells.map((cell, slot) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
          key={slot}
          style={{
            backgroundImage: `url("${url}")`,
            backgroundSize: `${frameIndices.length * shown}px ${height}px`,
            backgroundPositionX: (width / count - shown) / 2 - cell * shown,
          }}
        />
      ))}
    </div>
  )
}

function nearestCell(frameIndices: readonly number[], ptsUs: readonly number[], timeUs: number): number {
  let best = 0
  let distance = Number.POSITIVE_INFINITY
  for (const [cell, index] of frameIndices.entries()) {
    const away = Math.abs((ptsUs[index] ?? 0) - timeUs)
    if (away < distance) [best, distance] = [cell, away]
  }
  return best
}
