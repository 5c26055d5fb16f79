'use client'

import type { ReactNode } from 'react'
import styles from './auth.module.css'

/** The page of somebody who is not inside yet. */
export function AuthFrame({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <section className={styles.panel}>
        <p className={styles.brand}>Framejury</p>
        <h1>{title}</h1>
        {note ? <p className={styles.note}>{note}</p> : null}
        {children}
      </section>
    </main>
  )
}
