'use client'

import { useTranslations } from 'use-intl'
import { Button, SelectField, TextField } from '@/components/ui'
import type { VideoSummary } from '@/lib/contracts/http/media'
import styles from './videos.module.css'

export type VideoFilter = { search: string; state: Exclude<VideoSummary['state'], 'deleting'> | '' }
export const NO_FILTER: VideoFilter = { search: '', state: '' }

const STATES = ['ready', 'probing', 'refused'] as const
const VIEWS = ['grid', 'table'] as const
type View = (typeof VIEWS)[number]

type VideosToolbarProps = {
  filter: VideoFilter
  onFilter: (filter: VideoFilter) => void
  view: View
  onView: (view: View) => void
}

export function VideosToolbar({ filter, onFilter, view, onView }: VideosToolbarProps) {
  const t = useTranslations('media')
  return (
    <div className={styles.toolbar} role="search">
      <TextField
        label={t('search')}
        type="search"
        placeholder={t('searchHint')}
        maxLength={200}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      <SelectField
        label={t('stateFilter')}
        value={filter.state}
        onChange={(event) => {
          const state = STATES.find((known) => known === event.target.value) ?? ''
          onFilter({ ...filter, state })
        }}
      >
        <option value="">{t('anyState')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </SelectField>
      <div className={styles.views} role="group" aria-label={t('view')}>
        {VIEWS.map((each) => (
          <Button key={each} aria-pressed={view === each} onClick={() => onView(each)}>
            {t(each)}
          </Button>
        ))}
      </div>
    </div>
  )
}
