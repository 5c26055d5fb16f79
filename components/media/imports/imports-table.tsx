'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, DataTable, Paged, Progress, Time } from '@/components/ui'
import { ImportItemState, type ImportView } from '@/lib/contracts/http/media'
import { toneOfState } from '../words'
import styles from './imports.module.css'
import { importProgress } from './progress-of'

/** The states of an import's files, as text with numbers. */
export function CountsLine({ counts }: Pick<ImportView, 'counts'>) {
  const t = useTranslations('media')
  return (
    <span className={styles.counts}>
      {ImportItemState.options
        .filter((state) => (counts[state] ?? 0) > 0)
        .map((state) => (
          <Badge key={state} tone={toneOfState(state)}>
            {counts[state]} {t(`state.${state}`)}
          </Badge>
        ))}
    </span>
  )
}

const TONES = { open: 'warn', matching: 'accent', working: 'accent', done: 'good', deleting: 'warn' } as const
const AT_WORK = new Set<ImportView['state']>(['matching', 'working', 'deleting'])

/** Every import, newest first, those at work live. */
export function ImportsTable({ onGoOn }: { onGoOn?: ((importId: string) => void) | undefined }) {
  const t = useTranslations('media')
  const { id: projectId, slug } = useProject()
  const imports = useInfiniteQuery({
    ...orpc.media.listImports.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: 20 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((each) => AT_WORK.has(each.state))) ? 1_000 : false,
  })
  const columns: ColumnDef<ImportView>[] = [
    {
      header: t('imports.source'),
      cell: ({ row: { original } }) => (
        <Link className={styles.source} href={`/p/${slug}/media/imports/${original.id}`}>
          {original.source}
        </Link>
      ),
    },
    { header: t('imports.at'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
    {
      header: t('stateColumn'),
      cell: ({ row: { original } }) => (
        <Badge tone={TONES[original.state]}>{t(`imports.state.${original.state}`)}</Badge>
      ),
    },
    {
      header: t('imports.result'),
      cell: ({ row: { original } }) => {
        const { done, total } = importProgress(original)
        if (original.state === 'working') return <Progress value={done / total} label={t('imports.progress')} />
        return <CountsLine counts={original.counts} />
      },
    },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('imports.goOn')}</span>,
      cell: ({ row: { original } }) =>
        original.state === 'open' && onGoOn ? (
          <Button size="small" onClick={() => onGoOn(original.id)}>
            {t('imports.goOn')}
          </Button>
        ) : null,
    },
  ]
  return (
    <Paged query={imports} errorText={errorText(imports.error)} empty={<p>{t('imports.empty')}</p>}>
      {(rows) => <DataTable caption={t('imports.past')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
    </Paged>
  )
}
