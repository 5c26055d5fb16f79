'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, EmptyState, ErrorState, Page, PageHeader, Section, Skeleton, Time } from '@/components/ui'
import type { AgreementReport } from '@/lib/contracts/http/agreement'
import { AfterReview } from './after-review'
import styles from './agreement.module.css'
import { FigureRow } from './figure-row'
import { LabelForest } from './label-forest'
import { ALPHA_GATE } from './scale'
import { SideBias } from './side-bias'
import { VoteBars } from './vote-bars'

function Empty({ answers }: { answers: number }) {
  const t = useTranslations('agreement')
  const { slug } = useProject()
  return (
    <EmptyState title={t('emptyTitle')} action={<ButtonLink href={`/p/${slug}/tasks`}>{t('toTasks')}</ButtonLink>}>
      {answers === 0 ? t('emptyNone') : t('emptySingle', { answers })}
    </EmptyState>
  )
}

function Report({ report }: { report: AgreementReport }) {
  const t = useTranslations('agreement')
  const isComparable = report.pairsCompared > 0 || report.labels.some(({ alpha }) => alpha.items > 0)
  if (!isComparable) return <Empty answers={report.annotations} />
  return (
    <>
      <FigureRow report={report} />
      <div className={styles.columns}>
        <Section title={t('byLabel')} note={t('byLabelNote', { gate: ALPHA_GATE })}>
          <LabelForest labels={report.labels} afterReview={report.afterReview} />
          <p className={styles.howTo}>{t('howTo')}</p>
        </Section>
        <div className={styles.column}>
          <Section title={t('afterReview')} note={t('afterReviewNote')}>
            <AfterReview report={report} />
          </Section>
          <Section title={t('votes')} note={t('votesNote')}>
            <VoteBars votes={report.votes} />
          </Section>
          <Section title={t('sideBias')} note={t('sideBiasNote')}>
            <SideBias share={report.leftShare} />
          </Section>
        </div>
      </div>
    </>
  )
}

/** How far people agree: as they first answered, and after review. */
export function AgreementScreen() {
  const t = useTranslations('agreement')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const report = useQuery({
    ...orpc.agreement.get.queryOptions({ input: { projectId } }),
    refetchInterval: 30_000,
  })
  const { data } = report
  const note = data ? (
    <>
      {t('note', { answers: data.annotations, people: data.annotators, pairs: data.pairsCompared })}{' '}
      <Time iso={data.computedAt} />
    </>
  ) : null
  return (
    <Page>
      <PageHeader title={t('title')} note={note} />
      {data ? (
        <Report report={data} />
      ) : report.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(report.error)}
          action={<Button onClick={() => report.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={420} label={common('loading')} />
      )}
    </Page>
  )
}
