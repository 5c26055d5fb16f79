'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { Button, DataTable, Dialog, FormActions, FormError, Paged, Section, Stack, Time } from '@/components/ui'
import type { PersonExportView } from '@/lib/contracts/http/deletion'

function useColumns(): ColumnDef<PersonExportView>[] {
  const t = useTranslations('deletion')
  const format = useFormatter()
  return [
    { header: t('data.at'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
    {
      header: t('data.file'),
      cell: ({ row: { original } }) =>
        original.url ? (
          <a href={original.url} download="framejury-data.json">
            {t('data.download')}
          </a>
        ) : (
          t(`data.state.${original.state}`)
        ),
    },
    {
      header: t('data.size'),
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.sizeBytes === null
          ? null
          : t('data.kilobytes', { kilobytes: format.number(Math.ceil(original.sizeBytes / 1000)) }),
    },
    { header: t('data.until'), cell: ({ row: { original } }) => <Time iso={original.expiresAt} dayOnly /> },
  ]
}

function Files({ userId, caption }: { userId: string; caption: string }) {
  const t = useTranslations('deletion')
  const columns = useColumns()
  const files = useInfiniteQuery({
    ...orpc.deletion.listPersonExports.infiniteOptions({
      input: (cursor: string | undefined) => ({ userId, cursor, limit: 10 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((file) => file.state === 'building')) ? 1_000 : false,
  })
  return (
    <Paged query={files} errorText={errorText(files.error)} empty={<p>{t('data.empty')}</p>}>
      {(rows) => <DataTable caption={caption} rows={rows} columns={columns} rowKey={(row) => row.id} />}
    </Paged>
  )
}

/** A file with everything that is kept of the reader: asked for here, made by the worker, gone after a week. */
export function PersonData({ userId }: { userId: string }) {
  const t = useTranslations('deletion')
  const after = useAfterWrite(orpc.deletion.listPersonExports.key(), t('data.asked'))
  const make = useMutation(orpc.deletion.exportPerson.mutationOptions(after))
  return (
    <Section
      title={t('data.title')}
      note={t('data.note')}
      actions={
        <Button busy={make.isPending} onClick={() => make.mutate({ userId })}>
          {t('data.make')}
        </Button>
      }
    >
      <Files userId={userId} caption={t('data.title')} />
    </Section>
  )
}

type PersonDataDialogProps = { person: { userId: string; name: string }; onClose: () => void }

/** The same for another person, by an owner. */
export function PersonDataDialog({ person: { userId, name }, onClose }: PersonDataDialogProps) {
  const t = useTranslations('deletion')
  const common = useTranslations('common')
  // The dialog itself shows what becomes of it.
  const { onSuccess } = useAfterWrite(orpc.deletion.listPersonExports.key())
  const make = useMutation(orpc.deletion.exportPerson.mutationOptions({ onSuccess }))
  const title = t('data.titleOf', { name })
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={t('data.noteOf', { name })}
    >
      <Stack>
        <Files userId={userId} caption={title} />
        <FormError>{make.error ? errorText(make.error) : null}</FormError>
        <FormActions>
          <Button onClick={onClose}>{common('close')}</Button>
          <Button variant="primary" busy={make.isPending} onClick={() => make.mutate({ userId })}>
            {t('data.make')}
          </Button>
        </FormActions>
      </Stack>
    </Dialog>
  )
}
