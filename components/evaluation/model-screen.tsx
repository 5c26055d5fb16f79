'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, EmptyState, ErrorState, Page, PageHeader, Skeleton, Time } from '@/components/ui'
import type { ModelDetail } from '@/lib/contracts/http/proposals'
import { roleCan } from '@/lib/domain/accounts'
import { CompareVersions } from './comparison/compare-versions'
import { type Choice, firstChoice } from './evaluation-choice'
import { EvaluationReport } from './evaluation-report'
import { EvaluationStates, useEvaluationStates } from './evaluation-states'
import styles from './model.module.css'
import { useEvaluate, useEvaluation } from './use-evaluation'
import { useFigures } from './use-figures'

function Evaluated({ model, choice }: { model: ModelDetail; choice: Choice }) {
  const t = useTranslations('evaluation')
  const common = useTranslations('common')
  const { role } = useProject()
  const { list, newest, done, evaluation, found } = useEvaluation(model.id, choice)
  const failed = list.isError ? list : found.isError ? found : null
  if (failed) {
    return (
      <ErrorState
        title={common('failedTitle')}
        text={errorText(failed.error)}
        action={<Button onClick={() => failed.refetch()}>{common('retry')}</Button>}
      />
    )
  }
  const isWaiting = list.isPending || newest?.state === 'queued' || done !== undefined
  if (evaluation?.figures) {
    return (
      <>
        {newest?.state === 'failed' ? (
          <p className={styles.failed}>{t('failed', { error: newest.error ?? '' })}</p>
        ) : null}
        <EvaluationReport model={model} evaluation={evaluation} figures={evaluation.figures} />
      </>
    )
  }
  if (isWaiting)
    return <Skeleton height={420} label={newest?.state === 'queued' ? t('evaluating') : common('loading')} />
  const teach = choice.truth === 'people' ? t('emptyPeople') : t('emptyPlanted')
  return (
    <EmptyState title={t('emptyTitle')}>
      {newest?.error ? `${t('failed', { error: newest.error })} ` : ''}
      {roleCan(role, 'runs.manage') ? teach : t('emptyReader')}
    </EmptyState>
  )
}

function Model({ model }: { model: ModelDetail }) {
  const t = useTranslations('evaluation')
  const proposals = useTranslations('proposals')
  const { role, slug } = useProject()
  const router = useRouter()
  const { two } = useFigures()
  const evaluations = useEvaluationStates(model.id)
  const [chosen, setChoice] = useState<Choice | null>(null)
  const choice = chosen ?? firstChoice(evaluations ?? [])
  const evaluate = useEvaluate(model.id, choice)
  return (
    <>
      <PageHeader
        title={`${model.name} ${model.version}`}
        note={
          <>
            {t('facts', {
              engine: model.engine,
              score: two(model.thresholds.distortedScore),
              labels: model.labels.length,
            })}{' '}
            · <Time iso={model.createdAt} dayOnly />
          </>
        }
      >
        <CompareVersions model={model} />
        {roleCan(role, 'runs.manage') ? (
          <Button variant="primary" busy={evaluate.isPending} onClick={evaluate.start}>
            {t('evaluate')}
          </Button>
        ) : null}
        {model.deleting ? <Badge tone="warn">{proposals('deleting')}</Badge> : null}
        {!model.deleting && roleCan(role, 'runs.manage') ? (
          <DeleteButton kind="model" ids={[model.id]} onDeleted={() => router.push(`/p/${slug}/runs`)} />
        ) : null}
      </PageHeader>
      {model.unknownLabels.length > 0 ? (
        <p className={styles.failed}>
          {proposals('models.unknownLabels', {
            labels: model.unknownLabels.join(', '),
            count: model.unknownLabels.length,
          })}
        </p>
      ) : null}
      <EvaluationStates evaluations={evaluations ?? []} choice={choice} onChange={setChoice} />
      <Evaluated model={model} choice={choice} />
    </>
  )
}

/** One model version: how well it agrees with people or with a planted truth, and whether people follow it. */
export function ModelScreen({ modelId }: { modelId: string }) {
  const t = useTranslations('evaluation')
  const common = useTranslations('common')
  const { id: projectId, slug } = useProject()
  const found = useQuery(orpc.proposals.getModel.queryOptions({ input: { projectId, modelVersionId: modelId } }))
  return (
    <Page>
      <Link href={`/p/${slug}/runs`} className={styles.back}>
        {t('back')}
      </Link>
      {found.data ? (
        <Model model={found.data} />
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
