'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import styles from './daily-answers.module.css'

/** One bar per day with its number; the days are below. */
export function DailyAnswers({ daily }: { daily: ProjectOverview['daily'] }) {
  const t = useTranslations('accounts')
  const format = useFormatter()
  const most = Math.max(1, ...daily.map(({ answers }) => answers))
  const total = daily.reduce((sum, { answers }) => sum + answers, 0)
  return (
    <figure className={styles.chart}>
      <ol className={styles.bars} aria-label={t('overview.daily')}>
        {daily.map(({ day, answers }) => {
          const name = format.dateTime(new Date(day), { day: 'numeric', month: 'short', timeZone: 'UTC' })
          return (
            <li key={day} title={t('overview.dayAnswers', { day: name, answers })}>
              <span className={styles.count} aria-hidden="true">
                {answers > 0 ? format.number(answers) : ''}
              </span>
              <span className={styles.bar} style={{ height: `${(answers / most) * 100}%` }} aria-hidden="true" />
              <span className={styles.day} aria-hidden="true">
                {Number(day.slice(8))}
              </span>
              <span className="visually-hidden">{t('overview.dayAnswers', { day: name, answers })}</span>
            </li>
          )
        })}
      </ol>
      <figcaption>{t('overview.dailyTotal', { total })}</figcaption>
    </figure>
  )
}
