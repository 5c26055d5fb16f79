import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, useLabelLookup } from '@/components/taxonomy'
import { Badge, Time } from '@/components/ui'
import type { AnnotationSummary } from '@/lib/contracts/http/labelling'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import styles from './review-list.module.css'

export const VERDICT_TONES = { waiting: 'accent', accept: 'good', correct: 'warn', return: 'bad' } as const

type RowProps = { row: AnnotationSummary }

function Labels({ row, lookup }: RowProps & { lookup: ReadonlyMap<string, TaxonomyLabel> }) {
  const t = useTranslations('review')
  if (row.labels.length === 0) return <span className={styles.faint}>{t('noLabels')}</span>
  return (
    <span className={styles.labels} title={t('marks', { count: row.marks })}>
      {row.labels.map((key) => {
        const label = lookup.get(key)
        return (
          <span key={key} className={styles.label}>
            {label ? <LabelMark label={label} /> : null}
            {label?.name ?? key}
          </span>
        )
      })}
    </span>
  )
}

function Note({ row }: RowProps) {
  const t = useTranslations('review')
  return (
    <span className={styles.note}>
      {row.authorSawGenerators ? (
        <span title={t('sawGeneratorsNote')}>
          <Badge>{t('sawGenerators')}</Badge>
        </span>
      ) : null}
      {row.flagged ? <Badge tone="warn">{t('flagged')}</Badge> : null}
      {row.comment ? <span title={row.comment}>{row.comment}</span> : null}
    </span>
  )
}

export function useReviewColumns(withState: boolean): ColumnDef<AnnotationSummary>[] {
  const t = useTranslations('review')
  const { id: projectId, slug } = useProject()
  const lookup = useLabelLookup(projectId)
  const state: ColumnDef<AnnotationSummary> = {
    header: t('state'),
    cell: ({ row: { original } }) => (
      <Badge tone={VERDICT_TONES[original.review]}>{t(`verdict.${original.review}`)}</Badge>
    ),
  }
  return [
    {
      header: t('prompt'),
      cell: ({ row: { original } }) => (
        <Link href={`/p/${slug}/review/${original.id}`} className={styles.prompt} title={original.prompt}>
          <strong>{original.prompt}</strong>
          <small>{t(`kind.${original.pairKind}`)}</small>
        </Link>
      ),
    },
    ...(withState ? [state] : []),
    {
      header: t('preferenceTitle'),
      cell: ({ row: { original } }) => (
        <span className="nowrap">{t(`preference.${original.preference ?? 'none'}`)}</span>
      ),
    },
    { header: t('labels'), cell: ({ row: { original } }) => <Labels row={original} lookup={lookup} /> },
    { header: t('note'), cell: ({ row: { original } }) => <Note row={original} /> },
    {
      header: t('author'),
      cell: ({ row: { original } }) => (
        <span className={styles.author}>
          {original.author}
          {original.own ? <small>{t('ownAnswer')}</small> : null}
        </span>
      ),
    },
    { header: t('at'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
  ]
}
