'use client'

import { useTranslations } from 'use-intl'
import { errorText } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, EmptyState, ErrorState, Section, Skeleton } from '@/components/ui'
import type { MeasuredComparison, RunComparison } from '@/lib/contracts/http/comparison'
import { roleCan } from '@/lib/domain/accounts'
import model from '../model.module.css'
import styles from './comparison.module.css'
import { type Against, againstOf, firstAgainst } from './comparison-choice'
import { MeasuredInputs } from './measured-inputs'
import { MeasuredTable } from './measured-table'
import { TruthChoices } from './truth-choices'
import { useMeasureComparison, useMeasuredComparisons } from './use-comparison'

/** What is missing before there are figures, and what to do about it. */
function NotMeasured({ measured }: { measured: MeasuredComparison }) {
  const t = useTranslations('comparison.measured')
  const { slug, role } = useProject()
  const { truth, material, state, error } = measured
  if (state === 'queued') return <Skeleton height={320} label={t('computing')} />
  if (material === 0) {
    const toTasks = truth === 'people' ? <ButtonLink href={`/p/${slug}/tasks`}>{t('toTasks')}</ButtonLink> : null
    return (
      <EmptyState title={t('noAnswersTitle')} action={toTasks}>
        {t(`noAnswers.${againstOf(measured)}`)}
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

function Measured({ measured }: { measured: MeasuredComparison }) {
  const t = useTranslations('comparison.measured')
  const { result, state, error, truth } = measured
  if (!result) return <NotMeasured measured={measured} />
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
          <MeasuredTable given={result.figures} truth={truth} />
          <MeasuredInputs measured={measured} result={result} />
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
export function MeasuredSection({ comparison, chosen, onChoose }: SectionProps) {
  const t = useTranslations('comparison.measured')
  const common = useTranslations('common')
  const { role } = useProject()
  const found = useMeasuredComparisons(comparison)
  const measure = useMeasureComparison(comparison)
  const comparisons = found.data?.comparisons
  const shown = chosen ?? firstAgainst(comparisons ?? [])
  const measured = comparisons?.find((each) => againstOf(each) === shown)
  const canMeasure = measured !== undefined && measured.material > 0 && roleCan(role, 'runs.manage')
  return (
    <Section
      title={t('title')}
      note={t('note')}
      actions={
        canMeasure ? (
          <Button
            variant="primary"
            busy={measure.isPending || measured.state === 'queued'}
            onClick={() => measure.start(measured)}
          >
            {t('measure')}
          </Button>
        ) : null
      }
    >
      {comparisons && measured ? (
        <>
          <TruthChoices comparisons={comparisons} shown={shown} onChoose={onChoose} />
          <Measured measured={measured} />
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
