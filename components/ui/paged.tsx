'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import { ErrorState, Skeleton } from './pieces'

type PagedQuery<Item> = {
  data: { pages: { items: Item[] }[] } | undefined
  isPending: boolean
  isError: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

type PagedProps<Item> = {
  query: PagedQuery<Item>
  /** The text of the error, from `errorText(query.error)`. */
  errorText: string
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}

/** The four states of every list: loading, failed, empty, rows with "load more". */
export function Paged<Item>({ query, errorText, empty, children }: PagedProps<Item>) {
  const t = useTranslations('common')
  if (query.isPending) return <Skeleton height={240} label={t('loading')} />
  if (query.isError && !query.data) {
    return (
      <ErrorState
        title={t('failedTitle')}
        text={errorText}
        action={<Button onClick={() => query.refetch()}>{t('retry')}</Button>}
      />
    )
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return empty
  return (
    <>
      {children(items)}
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}
