'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { Button } from '@/components/ui'
import type { VideoSummary } from '@/lib/contracts/http/media'
import styles from './videos.module.css'

/** As many as one call takes. */
const MOST_SELECTED = 100

export type Selection = { ids: ReadonlySet<string>; onToggle: (id: string) => void }

/** Ticks one clip, in the table and on its card. */
export function SelectBox({ video, selection }: { video: VideoSummary; selection: Selection }) {
  const t = useTranslations('deletion')
  return (
    <input
      type="checkbox"
      className={styles.tick}
      aria-label={t('selectClip', { name: video.fileName })}
      disabled={video.state === 'deleting'}
      checked={selection.ids.has(video.id)}
      onChange={() => selection.onToggle(video.id)}
    />
  )
}

/** Which clips are ticked, and what can be done with them. */
export function useSelection(): { selection: Selection; bar: ReactNode } {
  const t = useTranslations('deletion')
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  function onToggle(id: string) {
    setIds((before) => {
      const after = new Set(before)
      if (!after.delete(id) && after.size < MOST_SELECTED) after.add(id)
      return after
    })
  }
  const clear = () => setIds(new Set())
  const bar =
    ids.size === 0 ? null : (
      <div className={styles.selected}>
        <span aria-live="polite">{t('selected', { count: ids.size })}</span>
        <Button onClick={clear}>{t('clearSelection')}</Button>
        <DeleteButton kind="video" ids={[...ids]} label={t('deleteSelected', { count: ids.size })} onDeleted={clear} />
      </div>
    )
  return { selection: { ids, onToggle }, bar }
}
