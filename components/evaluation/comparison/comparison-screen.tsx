'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { errorText } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  EmptyState,
  ErrorState,
  Page,
  Paged,
  PageHeader,
  Section,
  Skeleton,
} from '@/components/ui'
import type { ComparedRun, RunComparison } from '@/lib/contracts/http/comparison'
import model from '../model.module.css'
import { ClipFilters } from './clip-filters'
import { ComparedClips } from './compared-clips'
import styles from './comparison.module.css'
import { type ComparisonChoice, comparisonQuery, readComparison } from './comparison-choice'
import { LabelTable } from './label-table'
import { MeasuredSection } from './measured-section'
import { RunDifferences } from './run-differences'
import { startedAt } from './run-names'
import { RunPickers } from './run-pickers'
import { ScoreScatter } from './score-scatter'
import { isAtWork, useComparableRuns, useComparedClips, useComparison, useRuns } from './use-comparison'

function RunFacts({ name, run }: { name: string; run: ComparedRun }) {
  const t = useTranslations('comparison')
  const { slug } = useProject()
  return (
    <span>
      {name}:{' '}
      <Link href={`/p/${slug}/runs/${run.id}`}>
        {t('toRun', { model: run.model.name, version: run.model.version })}
      </Link>
      , {t('started', { when: startedAt(run) })},{' '}
      {t('facts', { fps: run.settings.targetFps, score: run.distortedScore })}
      {isAtWork(run) ? <Badge tone="accent">{t('atWork')}</Badge> : null}
    </span>
  )
}

type ComparedProps = {
  comparison: RunComparison
  choice: ComparisonChoice
  onChange: (change: Partial<ComparisonChoice>) => void
}

function Compared({ comparison, choice, onChange }: ComparedProps) {
  const t = useTranslations('comparison')
  const clips = useComparedClips(comparison, choice)
  const { a, b, figures } = comparison
  const both = figures.clips.same + figures.clips.changed
  return (
    <>
      <p className={styles.runs}>
        <RunFacts name="A" run={a} />
        <RunFacts name="B" run={b} />
      </p>
      {both > 0 ? (
        <>
          <RunDifferences figures={figures} />
          <MeasuredSection
            comparison={comparison}
            chosen={choice.against}
            onChoose={(against) => onChange({ against })}
          />
          <div className={styles.columns}>
            <Card title={t('scatter')}>
              <ScoreScatter comparison={comparison} />
            </Card>
            <Section title={t('byLabel')} note={t('byLabelNote')}>
              <LabelTable labels={figures.byLabel} />
            </Section>
          </div>
        </>
      ) : (
        <EmptyState title={t('nothingTitle')}>{t('nothingText')}</EmptyState>
      )}
      <Section
        title={t('clips')}
        note={t('clipsNote')}
        actions={<ClipFilters figures={figures} choice={choice} onChange={onChange} />}
      >
        <Paged query={clips} errorText={errorText(clips.error)} empty={<p className={styles.none}>{t('noClips')}</p>}>
          {(rows) => <ComparedClips clips={rows} />}
        </Paged>
      </Section>
    </>
  )
}

/** What is missing before two runs can be compared. */
function Missing({ a }: { a: string | null }) {
  const t = useTranslations('comparison')
  const common = useTranslations('common')
  const { slug } = useProject()
  const runs = useRuns()
  const others = useComparableRuns(a)
  const waiting = a ? others : runs
  if (waiting.isError) {
    return (
      <ErrorState
        title={common('failedTitle')}
        text={errorText(waiting.error)}
        action={<Button onClick={() => waiting.refetch()}>{common('retry')}</Button>}
      />
    )
  }
  if (waiting.isPending) return <Skeleton height={200} label={common('loading')} />
  const isAlone = waiting.data.items.length === 0
  if (!isAlone) return <EmptyState title={t('chooseTitle')}>{t('chooseText')}</EmptyState>
  return (
    <EmptyState title={t('aloneTitle')} action={<ButtonLink href={`/p/${slug}/runs`}>{t('toRuns')}</ButtonLink>}>
      {t('aloneText')}
    </EmptyState>
  )
}

/** Two runs side by side; the address says which, and how the clips are listed. */
export function ComparisonScreen() {
  const t = useTranslations('comparison')
  const common = useTranslations('common')
  const { slug } = useProject()
  const choice = readComparison(useSearchParams())
  const found = useComparison(choice)
  const isChosen = choice.a !== null && choice.b !== null
  // The address changes at once, so that a second choice made before the page is drawn again keeps the first.
  const change = (changed: Partial<ComparisonChoice>) => {
    const now = readComparison(new URLSearchParams(window.location.search))
    window.history.replaceState(null, '', comparisonQuery({ ...now, ...changed }))
  }
  return (
    <Page>
      <Link href={choice.a ? `/p/${slug}/runs/${choice.a}` : `/p/${slug}/runs`} className={model.back}>
        {t(choice.a ? 'backToRun' : 'back')}
      </Link>
      <PageHeader title={t('title')} note={t('note')} />
      <RunPickers
        choice={choice}
        known={found.data ? [found.data.a, found.data.b] : []}
        onChoose={(runs) => change({ ...runs, standing: null, labelKey: null })}
      />
      {!isChosen ? (
        <Missing a={choice.a} />
      ) : found.data ? (
        <Compared comparison={found.data} choice={choice} onChange={change} />
      ) : found.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(found.error)}
          action={<Button onClick={() => found.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={520} label={common('loading')} />
      )}
    </Page>
  )
}
