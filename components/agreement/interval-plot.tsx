import type { CSSProperties } from 'react'
import styles from './interval-plot.module.css'
import { percentOn, type Scale } from './scale'

type IntervalPlotProps = {
  scale: Scale
  value: number | null
  ci95: readonly [number, number] | null
  /** Position of the dashed line. */
  reference?: number
  colour?: string
}

/**
 * A dot with its interval on a common scale; the figures are beside it as text, so it is hidden from screen readers.
 */
export function IntervalPlot({ scale, value, ci95, reference, colour = 'var(--ink-2)' }: IntervalPlotProps) {
  const [from, to] = ci95 ? ci95.map((end) => percentOn(scale, end)) : []
  return (
    <span className={styles.plot} aria-hidden="true">
      {reference === undefined ? null : (
        <i className={styles.reference} style={{ left: `${percentOn(scale, reference)}%` }} />
      )}
      {from !== undefined && to !== undefined ? (
        <i className={styles.interval} style={{ left: `${from}%`, width: `${to - from}%` }} />
      ) : null}
      {value !== null ? (
        <i className={styles.point} style={{ '--c': colour, left: `${percentOn(scale, value)}%` } as CSSProperties} />
      ) : null}
    </span>
  )
}

/** The numbers below a column of plots. */
export function ScaleTicks({ scale, format }: { scale: Scale; format: (tick: number) => string }) {
  return (
    <span className={styles.ticks} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span key={tick} style={{ left: `${percentOn(scale, tick)}%` }}>
          {format(tick)}
        </span>
      ))}
    </span>
  )
}
