'use client'

import { useTranslations } from 'use-intl'
import { errorText } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, EmptyState, ErrorState, Section, Skeleton } from '@/components/ui'
import type { RunComparison } from '@/lib/contracts/http/comparison'
import type { NearerStanding } from '@/lib/contracts/http/nearer'
import { roleCan } from '@/lib/domain/accounts'
import model from '../model.module.css'
import styles from './comparison.module.css'
import { type Against, againstOf, firstAgainst } from './nearer-choice'
import { NearerChoices } from './nearer-choices'
import { NearerInputs } from './nearer-inputs'
import { NearerTable } from './nearer-table'
import { useMeasure, useNearer } from './use-nearer'

/** What is missing before there are figures, and what to do about it. */
function NotMeasured({ standing }: { standing: NearerStanding }) {
  const t = useTranslations('nearer')
  const { slug, role } = useProject()
  const { truth, material, state, error } = standing
  if (state === 'queued') return <Skeleton height={320} label={t('computing')} />
  if (material === 0) {
    const toTasks = truth === 'people' ? <ButtonLink href={`/p/${slug}/tasks`}>{t('toTasks')}</ButtonLink> : null
    return (
      <EmptyState title={t('noAnswersTitle')} action={toTasks}>
        {t(`noAnswers.${againstOf(standing)}`)}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('emptyTitle')}>
      {error ? `${t('failed', { error })} ` : ''}
      {roleCan(role, 'runs.manage') ? t('emptyText', { truth: t(`truths.${truth}`) }) : t('emptyReader')}
    </EmptyState>
  )
}

function Measured({ standing }: { standing: NearerStanding }) {
  const t = useTranslations('nearer')
  const { result, state, error, truth } = standing
  if (!result) return <NotMeasured standing={standing} />
  const { frames, pairs } = result.figures.inputs
  const isApart = frames.common + pairs.common === 0
  return (
    <>
      {state === 'failed' ? <p className={model.failed}>{t('failed', { error: error ?? '' })}</p> : null}
      {state === 'queued' ? (
        <p className={styles.none} role="status">
          {t('anew')}
        </p>
      ) : null}
      {state === 'done' && !result.isCurrent ? <p className={styles.none}>{t('stale')}</p> : null}
      {isApart ? (
        <EmptyState title={t('apartTitle')}>
          {t('apartText', {
            aFrames: frames.onlyA,
            aPairs: pairs.onlyA,
            bFrames: frames.onlyB,
            bPairs: pairs.onlyB,
          })}
        </EmptyState>
      ) : (
        <>
          <NearerTable given={result.figures} truth={truth} />
          <NearerInputs standing={standing} result={result} />
        </>
      )}
    </>
  )
}

type SectionProps = {
  comparison: RunComparison
  chosen: Against | null
  onChoose: (against: Against) => void
}

/** Which of the two runs agrees better with people, or with what was planted. Source: docs/spec/run-comparison.md [RC12]–[RC18] */
export function NearerSection({ comparison, chosen, onChoose }: SectionProps) {
  const t = useTranslations('nearer')
  const common = useTranslations('common')
  const { role } = useProject()
  const found = useNearer(comparison)
  const measure = useMeasure(comparison)
  const standings = found.data?.standings
  const shown = chosen ?? firstAgainst(standings ?? [])
  const standing = standings?.find((each) => againstOf(each) === shown)
  const canMeasure = standing !== undefined && standing.material > 0 && roleCan(role, 'runs.manage')
  return (
    <Section
      title={t('title')}
      note={t('note')}
      actions={
        canMeasure ? (
          <Button
            variant="primary"
            busy={measure.isPending || standing.state === 'queued'}
            onClick={() => measure.start(standing)}
          >
            {t('measure')}
          </Button>
        ) : null
      }
    >
      {standings && standing ? (
        <>
          <NearerChoices standings={standings} shown={shown} onChoose={onChoose} />
          <Measured standing={standing} />
        </>
      ) : found.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(found.error)}
          action={<Button onClick={() => found.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={320} label={common('loading')} />
      )}
    </Section>
  )
}
