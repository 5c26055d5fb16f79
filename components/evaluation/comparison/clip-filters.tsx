'use client'

import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { useLabelLookup } from '@/components/taxonomy'
import { SelectField } from '@/components/ui'
import { ComparisonOrder } from '@/lib/contracts/http/comparison'
import { type RunDifferences, Standing } from '@/lib/domain/evaluation'
import styles from './comparison.module.css'
import type { ComparisonChoice } from './comparison-choice'

type FiltersProps = {
  figures: RunDifferences
  choice: ComparisonChoice
  onChange: (change: Partial<ComparisonChoice>) => void
}

/** Which clips are listed, and in which order. */
export function ClipFilters({ figures: { clips, byLabel }, choice, onChange }: FiltersProps) {
  const t = useTranslations('comparison')
  const { id } = useProject()
  const known = useLabelLookup(id)
  const counts = { changed: clips.changed, same: clips.same, 'only-a': clips.onlyA, 'only-b': clips.onlyB }
  const all = Object.values(counts).reduce((total, count) => total + count, 0)
  const differing = byLabel.filter(({ labelKey, onlyA, onlyB }) => onlyA + onlyB > 0 || labelKey === choice.labelKey)
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('show')}
        value={choice.standing ?? ''}
        onChange={({ target }) =>
          onChange({ standing: Standing.options.find((each) => each === target.value) ?? null })
        }
      >
        <option value="">{t('counted', { text: t('all'), count: all })}</option>
        {Standing.options.map((standing) => (
          <option key={standing} value={standing}>
            {t('counted', { text: t(`standings.${standing}`), count: counts[standing] })}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('labelFilter')}
        value={choice.labelKey ?? ''}
        onChange={({ target }) => onChange({ labelKey: target.value || null })}
      >
        <option value="">{t('anyLabel')}</option>
        {differing.map(({ labelKey, onlyA, onlyB }) => (
          <option key={labelKey} value={labelKey}>
            {t('counted', { text: known.get(labelKey)?.name ?? labelKey, count: onlyA + onlyB })}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('order')}
        value={choice.order}
        onChange={({ target }) => onChange({ order: ComparisonOrder.parse(target.value) })}
      >
        {ComparisonOrder.options.map((order) => (
          <option key={order} value={order}>
            {t(`orders.${order}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
