'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import { loopSteps } from './loop-steps'
import styles from './overview.module.css'

/** The loop of the product with this project's place in it. */
export function LoopStrip({ figures }: { figures: ProjectOverview }) {
  const t = useTranslations('accounts')
  const { slug } = useProject()
  return (
    <ol className={styles.loop} aria-label={t('overview.loop')}>
      {loopSteps(figures).map(({ key, path, state }, index) => (
        <li key={key} data-state={state}>
          <Link
            href={key === 'label' ? `/label/${slug}` : `/p/${slug}${path}`}
            aria-current={state === 'next' ? 'step' : undefined}
          >
            <span className={styles.stepNumber} aria-hidden="true">
              {state === 'done' ? '✓' : index + 1}
            </span>
            <span>
              <strong>{t(`overview.step.${key}`)}</strong>
              <small>{t(`overview.stepNote.${key}`)}</small>
              <span className="visually-hidden">{t(`overview.stepState.${state}`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
