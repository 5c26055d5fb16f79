'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { FrameCrop } from '@/components/player'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button } from '@/components/ui'
import type { ExampleView } from '@/lib/contracts/http/examples'
import { roleCan } from '@/lib/domain/accounts'
import styles from './label-examples.module.css'

const AT_ONCE = 6

type ExampleLabel = { key: string; name: string }

function Example({ example, label }: { example: ExampleView; label: ExampleLabel }) {
  const t = useTranslations('taxonomy')
  const { id: projectId, role } = useProject()
  const { id: exampleId, videoId, frameIndex, box, kind, note } = example
  const remove = useMutation(
    orpc.labelling.removeExample.mutationOptions(
      useAfterWrite(orpc.labelling.listExamples.key(), t('picture.removed')),
    ),
  )
  const alt = t(`picture.alt.${kind}`, { label: label.name, note: note || t('picture.frame', { frameIndex }) })
  return (
    <li className={styles.example} data-kind={kind}>
      <FrameCrop videoId={videoId} frameIndex={frameIndex} box={box} alt={alt} />
      <p>
        <strong>{t(`picture.kind.${kind}`)}</strong> {note}
      </p>
      {roleCan(role, 'labelling.review') ? (
        <Button
          size="small"
          variant="quiet"
          busy={remove.isPending}
          aria-label={t('picture.removeOf', { picture: alt })}
          onClick={() => remove.mutate({ projectId, exampleId })}
        >
          {t('picture.remove')}
        </Button>
      ) : null}
    </li>
  )
}

/** Pictures that show what a label means and what it does not; who reviews may take them away. */
export function LabelExamples({ label }: { label: ExampleLabel }) {
  const t = useTranslations('taxonomy')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    orpc.labelling.listExamples.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, labelKey: label.key, limit: AT_ONCE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),
  )
  const loaded = data?.pages.flatMap(({ items }) => items) ?? []
  const examples = [...loaded].sort((a, b) => Number(a.kind === 'negative') - Number(b.kind === 'negative'))
  return (
    <section className={styles.pictures} aria-label={t('picture.titleOf', { label: label.name })}>
      <h4>{t('picture.title')}</h4>
      {error ? <p role="alert">{errorText(error)}</p> : null}
      {data && examples.length === 0 ? <p className={styles.none}>{t('picture.none')}</p> : null}
      {examples.length > 0 ? (
        <ul>
          {examples.map((example) => (
            <Example key={example.id} example={example} label={label} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button size="small" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {common('more')}
        </Button>
      ) : null}
    </section>
  )
}
