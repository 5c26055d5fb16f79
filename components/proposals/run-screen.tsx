'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  BackLink,
  Badge,
  Button,
  ButtonLink,
  Card,
  ErrorState,
  Page,
  Paged,
  PageHeader,
  Section,
  SelectField,
  Skeleton,
} from '@/components/ui'
import { type RunDetails, RunState, type RunView } from '@/lib/contracts/http/proposals'
import { roleCan } from '@/lib/domain/accounts'
import { RunActions, ShowRunButton } from './run-actions'
import { isLive, RunBadge } from './run-badge'
import { RunClips, useRunClips } from './run-clips'
import { RunEvaluation } from './run-evaluation'
import { RunFigures, RunProvider } from './run-figures'
import { histogramEmptyWords } from './run-words'
import styles from './runs.module.css'
import { ScoreHistogram } from './score-histogram'

function Note({ run }: { run: RunView }) {
  const t = useTranslations('proposals')
  const { targetFps, high, low } = run.settings
  const own = t('run.settingsModel')
  const isOwn = high !== null || low !== null
  return (
    <span className={styles.note}>
      <RunBadge run={run} />
      <Badge tone={run.shown ? 'accent' : 'plain'}>{t(run.shown ? 'shown' : 'trial')}</Badge>
      {t(isOwn ? 'run.settingsOwn' : 'run.settings', { fps: targetFps, high: high ?? own, low: low ?? own })}
    </span>
  )
}

/** What a queued run waits for. */
function Waiting({ clips }: { clips: number | null }) {
  const t = useTranslations('proposals')
  if (clips === null) return null
  return <p className={styles.note}>{clips > 0 ? t('run.waitsBehind', { count: clips }) : t('run.waits')}</p>
}

function Run({ run, seenAtMs }: { run: RunDetails; seenAtMs: number }) {
  const t = useTranslations('proposals')
  const [state, setState] = useState<RunView['state'] | ''>('')
  const clips = useRunClips({ runId: run.id, state, isLive: isLive(run.state) })
  const loaded = clips.data?.pages.flatMap((page) => page.items) ?? []
  const scores = loaded.flatMap((clip) => clip.scores.map(({ score }) => score))
  return (
    <>
      {run.error ? (
        <p className={styles.error} role="alert">
          {t('run.ended', { reason: run.error })}
        </p>
      ) : null}
      <Waiting clips={run.clipsAhead} />
      <RunFigures run={run} seenAtMs={seenAtMs} />
      <div className={styles.columns}>
        <Card
          title={t('run.histogram')}
          note={t('run.histogramNote', {
            frames: scores.length,
            // The clips are fetched apart from the run, and may be a moment ahead of it.
            scored: Math.max(run.frames.scored, scores.length),
            clips: loaded.length,
          })}
        >
          <ScoreHistogram scores={scores} empty={t(`run.${histogramEmptyWords(run)}`)} />
        </Card>
        <RunProvider run={run} />
      </div>
      <RunEvaluation run={run} />
      <Section
        title={t('run.clips')}
        note={t('run.heatKey')}
        actions={
          <div className={styles.filter}>
            <SelectField
              label={t('run.filter')}
              value={state}
              onChange={({ target }) => setState(RunState.options.find((known) => known === target.value) ?? '')}
            >
              <option value="">{t('run.anyState')}</option>
              {RunState.options.map((each) => (
                <option key={each} value={each}>
                  {t(`states.${each}`)}
                </option>
              ))}
            </SelectField>
          </div>
        }
      >
        <Paged query={clips} errorText={errorText(clips.error)} empty={<p>{t('run.noClips')}</p>}>
          {(rows) => <RunClips clips={rows} />}
        </Paged>
      </Section>
    </>
  )
}

/** One run, live while it works. */
export function RunScreen({ runId }: { runId: string }) {
  const t = useTranslations('proposals')
  const common = useTranslations('common')
  const { id: projectId, slug, role } = useProject()
  const router = useRouter()
  const found = useQuery({
    ...orpc.proposals.getRun.queryOptions({ input: { projectId, runId } }),
    refetchInterval: ({ state }) => (state.data && !isLive(state.data.state) ? false : 1_000),
  })
  const run = found.data
  return (
    <Page>
      <BackLink href={`/p/${slug}/runs`}>{t('run.back')}</BackLink>
      <PageHeader
        title={run ? t('run.title', { name: run.model.name, version: run.model.version }) : t('title')}
        note={run ? <Note run={run} /> : null}
      >
        {run && run.videos.done > 0 ? (
          <ButtonLink href={`/p/${slug}/runs/compare?a=${run.id}`}>{t('run.compare')}</ButtonLink>
        ) : null}
        {run && !run.deleting && roleCan(role, 'runs.manage') ? (
          <>
            <ShowRunButton run={run} />
            <RunActions run={run} />
            <DeleteButton kind="run" ids={[run.id]} onDeleted={() => router.push(`/p/${slug}/runs`)} />
          </>
        ) : null}
      </PageHeader>
      {run ? (
        <Run run={run} seenAtMs={found.dataUpdatedAt} />
      ) : found.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(found.error)}
          action={<Button onClick={() => found.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={420} label={common('loading')} />
      )}
    </Page>
  )
}
