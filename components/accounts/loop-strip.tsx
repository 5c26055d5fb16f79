'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import { roleCan } from '@/lib/domain/accounts'
import { type LoopStep, loopSteps } from './loop-steps'
import styles from './overview.module.css'

/** The text of a step; a link where the person has something to do there. */
function Step({ step: { key, path, ability, state }, children }: { step: LoopStep; children: ReactNode }) {
  const { slug, role, settings } = useProject()
  if (!roleCan(role, ability, settings)) return <span className={styles.step}>{children}</span>
  return (
    <Link
      className={styles.step}
      href={key === 'label' ? `/label/${slug}` : `/p/${slug}${path}`}
      aria-current={state === 'next' ? 'step' : undefined}
    >
      {children}
    </Link>
  )
}

/** The loop of the product with this project's place in it. */
export function LoopStrip({ figures }: { figures: ProjectOverview }) {
  const t = useTranslations('accounts')
  return (
    <ol className={styles.loop} aria-label={t('overview.loop')}>
      {loopSteps(figures).map((step, index) => (
        <li key={step.key} data-state={step.state}>
          <Step step={step}>
            <span className={styles.stepNumber} aria-hidden="true">
              {step.state === 'done' ? '✓' : index + 1}
            </span>
            <span>
              <strong>{t(`overview.step.${step.key}`)}</strong>
              <small>{t(`overview.stepNote.${step.key}`)}</small>
              <span className="visually-hidden">{t(`overview.stepState.${step.state}`)}</span>
            </span>
          </Step>
        </li>
      ))}
    </ol>
  )
}
