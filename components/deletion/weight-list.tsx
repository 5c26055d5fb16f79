'use client'

import { useTranslations } from 'use-intl'
import type { DeletionPreview } from '@/lib/contracts/http/deletion'
import type { Counted, Hold } from '@/lib/domain/deletion'
import styles from './deletion.module.css'

function Entries({ entries }: { entries: readonly (Counted & Partial<Pick<Hold, 'names'>>)[] }) {
  const t = useTranslations('deletion')
  return (
    <ul className={styles.list}>
      {entries.map(({ thing, count, names = [] }) => (
        <li key={thing}>
          {t(`things.${thing}`, { count })}
          {names.length > 0 ? <span className={styles.names}>{names.join(', ')}</span> : null}
        </li>
      ))}
    </ul>
  )
}

/** What is deleted, what stays, and first of all what prevents the deletion. */
export function WeightList({
  preview,
  total,
}: {
  preview: Omit<DeletionPreview, 'names'> & { names: string[] }
  total: number
}) {
  const t = useTranslations('deletion')
  const { names, goes, stays, holds } = preview
  return (
    <div className={styles.weight} aria-live="polite">
      {names.length > 0 ? (
        <p className={styles.names}>
          {names.join(', ')} {total > names.length ? t('moreNames', { count: total - names.length }) : null}
        </p>
      ) : null}
      {holds.length > 0 ? (
        <section className={styles.holds}>
          <h3>{t('holds')}</h3>
          <p>{t('holdsText')}</p>
          <Entries entries={holds} />
        </section>
      ) : (
        <section>
          <h3>{t('goes')}</h3>
          <Entries entries={goes} />
        </section>
      )}
      {stays.length > 0 && holds.length === 0 ? (
        <section>
          <h3>{t('stays')}</h3>
          <Entries entries={stays} />
        </section>
      ) : null}
      {holds.length === 0 ? <p className={styles.note}>{t('audit')}</p> : null}
    </div>
  )
}
