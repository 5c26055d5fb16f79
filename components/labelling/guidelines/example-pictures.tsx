'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { FrameCrop } from '@/components/player'
import { orpc } from '@/components/query'
import { labelCss } from '@/components/taxonomy/label-mark'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import styles from './guidelines.module.css'

/** Pictures of a label a page shows at once. */
const SHOWN = 12

/** Cut-outs of real frames that show what a label means, and what it does not. */
export function ExamplePictures({ projectId, label }: { projectId: string; label: TaxonomyLabel }) {
  const t = useTranslations('labelling')
  const input = { projectId, labelKey: label.key, limit: SHOWN }
  const { data } = useQuery({ ...orpc.labelling.listExamples.queryOptions({ input }), staleTime: 5 * 60_000 })
  if (!data) return null
  if (data.items.length === 0) return <p className={styles.hint}>{t('noPictures')}</p>
  return (
    <ul className={styles.pictures}>
      {data.items.map(({ id, kind, note, videoId, frameIndex, box }) => (
        <li key={id} data-kind={kind}>
          <FrameCrop
            videoId={videoId}
            frameIndex={frameIndex}
            box={box}
            colour={labelCss(label?.colour)}
            alt={t('exampleOf', { kind, label: label.name, note: note ? `: ${note}` : '' })}
          />
          <span>
            <b>{t(kind === 'positive' ? 'examplesYes' : 'examplesNo')}</b> {note}
          </span>
        </li>
      ))}
    </ul>
  )
}
