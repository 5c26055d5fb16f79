'use client'

import type { ReactNode } from 'react'
import { useFormatter } from 'use-intl'
import styles from './release.module.css'

type CountBarsProps = { rows: readonly { key: string; name: ReactNode; count: number; colour?: string | undefined }[] }

/** Counts by name, each with a bar in proportion to the largest. */
export function CountBars({ rows }: CountBarsProps) {
  const format = useFormatter()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <dl className={styles.counts}>
      {rows.map(({ key, name, count, colour }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <span className={styles.track} aria-hidden="true">
              <i style={{ width: `${(count / most) * 100}%`, ...(colour && { background: colour }) }} />
            </span>
            <span>{format.number(count)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
