'use client'

import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, useLabelLookup } from '@/components/taxonomy'
import { Badge, DataTable } from '@/components/ui'
import type { ComparedClipView, ComparedSide } from '@/lib/contracts/http/comparison'
import { useFigures } from '../use-figures'
import styles from './compared-clips.module.css'
import { ComparedHeat } from './compared-heat'

const TONES = { changed: 'warn', same: 'plain', 'only-a': 'accent', 'only-b': 'accent' } as const

function Scores({ clip: { a, b, difference } }: { clip: ComparedClipView }) {
  const t = useTranslations('comparison')
  const { two } = useFigures()
  const line = (name: string, { score, isDistorted }: ComparedSide) => (
    <>
      <dt>{name}</dt>
      <dd>{score === null ? '–' : two(score)}</dd>
      <dd className={styles.side}>{score === null ? '' : t(isDistorted ? 'distorted' : 'normal')}</dd>
    </>
  )
  return (
    <dl className={styles.scores}>
      {line('A', a)}
      {line('B', b)}
      {difference === null ? null : (
        <>
          <dt>{t('delta')}</dt>
          <dd>
            <strong>{difference > 0 ? `+${two(difference)}` : two(difference)}</strong>
          </dd>
        </>
      )}
    </dl>
  )
}

function Labels({ clip: { a, b } }: { clip: ComparedClipView }) {
  const t = useTranslations('comparison')
  const { id } = useProject()
  const known = useLabelLookup(id)
  const keys = [...new Set([...a.labels, ...b.labels])].sort()
  if (keys.length === 0) return <span className={styles.none}>{t('namesNothing')}</span>
  return (
    <ul className={styles.labels}>
      {keys.map((key) => {
        const label = known.get(key)
        const inBoth = a.labels.includes(key) && b.labels.includes(key)
        const who = inBoth ? 'byBoth' : a.labels.includes(key) ? 'byA' : 'byB'
        return (
          <li key={key}>
            {label ? <LabelMark label={label} /> : null}
            <span>{label?.name ?? key}</span> <small>{t(who)}</small>
          </li>
        )
      })}
    </ul>
  )
}

/** The clips of both runs, one row each. */
export function ComparedClips({ clips }: { clips: readonly ComparedClipView[] }) {
  const t = useTranslations('comparison')
  const { slug } = useProject()
  const columns: ColumnDef<ComparedClipView>[] = [
    {
      header: t('clip'),
      cell: ({ row: { original } }) => (
        <div className={styles.clip}>
          <Link href={`/p/${slug}/media/${original.videoId}`}>{original.generator}</Link>
          <span>{original.prompt}</span>
          <Badge tone={TONES[original.standing]}>{t(`standings.${original.standing}`)}</Badge>
        </div>
      ),
    },
    { header: t('overTime'), cell: ({ row: { original } }) => <ComparedHeat clip={original} /> },
    { header: t('scores'), cell: ({ row: { original } }) => <Scores clip={original} /> },
    { header: t('suspicions'), cell: ({ row: { original } }) => <Labels clip={original} /> },
  ]
  return <DataTable caption={t('clips')} rows={clips} columns={columns} rowKey={({ videoId }) => videoId} />
}
