'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, EmptyState, ErrorState, Page, PageHeader, SelectField, Skeleton, Time } from '@/components/ui'
import { AnswerScope, EvaluationTruth } from '@/lib/contracts/http/evaluation'
import type { ModelDetail } from '@/lib/contracts/http/proposals'
import { roleCan } from '@/lib/domain/accounts'
import { CompareVersions } from './comparison/compare-versions'
import { EvaluationReport } from './evaluation-report'
import styles from './model.module.css'
import { type Choice, useEvaluate, useEvaluation } from './use-evaluation'
import { useFigures } from './use-figures'

type ChoiceProps = { choice: Choice; onChange: (choice: Choice) => void }

function ChoiceFields({ choice, onChange }: ChoiceProps) {
  const t = useTranslations('evaluation')
  return (
    <div className={styles.choice}>
      <SelectField
        label={t('against')}
        value={choice.truth}
        onChange={({ target }) => onChange({ truth: EvaluationTruth.parse(target.value), scope: 'all' })}
      >
        {EvaluationTruth.options.map((truth) => (
          <option key={truth} value={truth}>
            {t(`truths.${truth}`)}
          </option>
        ))}
      </SelectField>
      {choice.truth === 'people' ? (
        <SelectField
          label={t('answers')}
          value={choice.scope}
          onChange={({ target }) => onChange({ ...choice, scope: AnswerScope.parse(target.value) })}
        >
          {AnswerScope.options.map((scope) => (
            <option key={scope} value={scope}>
              {t(`scopes.${scope}`)}
            </option>
          ))}
        </SelectField>
      ) : null}
    </div>
  )
}

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
  const { role } = useProject()
  const { two } = useFigures()
  const [choice, setChoice] = useState<Choice>({ truth: 'people', scope: 'all' })
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
      </PageHeader>
      <div className={styles.bar}>
        <ChoiceFields choice={choice} onChange={setChoice} />
        {roleCan(role, 'runs.manage') ? (
          <Button variant="primary" busy={evaluate.isPending} onClick={evaluate.start}>
            {t('evaluate')}
          </Button>
        ) : null}
      </div>
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
