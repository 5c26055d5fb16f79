'use client'

import type { ReactNode } from 'react'
import styles from './pieces.module.css'

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>
}

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

/** A state in a word; the dot repeats the tone, the word carries the meaning. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>
}

/** @param value 0–1; null while the length is not known */
export function Progress({ value, label }: { value: number | null; label: string }) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${percent ?? 100}%` }} data-unknown={value === null || undefined} />
    </div>
  )
}

/** What to do when there is nothing yet. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <section className={styles.empty}>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </section>
  )
}

export function ErrorState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <section className={styles.empty} role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </section>
  )
}

/** Keeps the place of what is loading, so that nothing jumps. */
export function Skeleton({ height = 120, label }: { height?: number; label: string }) {
  return <div className={styles.skeleton} style={{ height }} role="status" aria-label={label} />
}

export function PageHeader({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <header className={styles.pageHeader}>
      <h1>{title}</h1>
      {note ? <span className={styles.note}>{note}</span> : null}
      <div className={styles.actions}>{children}</div>
    </header>
  )
}

export function Card({ title, note, children }: { title?: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.card}>
      {title ? (
        <header>
          <h2>{title}</h2>
          {note ? <p className={styles.note}>{note}</p> : null}
        </header>
      ) : null}
      {children}
    </section>
  )
}

/** Figures side by side, each with its unit or interval, and a small picture below. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className={styles.stats}>{children}</div>
}

export function Stat({
  label,
  value,
  note,
  children,
}: {
  label: string
  value: ReactNode
  note?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles.stat}>
      <span className={styles.statLabel}>{label}</span>
      <span className={styles.statValue}>
        <strong>{value}</strong> {note ? <span>{note}</span> : null}
      </span>
      {children}
    </div>
  )
}

const SHORT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }
const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }

/** A moment in the reader's own time zone; hovering shows it in full. */
export function Time({ iso, dayOnly = false }: { iso: string; dayOnly?: boolean }) {
  const at = new Date(iso)
  const text = new Intl.DateTimeFormat('en', dayOnly ? DAY : SHORT).format(at)
  return (
    <time dateTime={iso} title={at.toISOString()} className="nowrap" suppressHydrationWarning>
      {text}
    </time>
  )
}
