'use client'

import { useTranslations } from 'use-intl'
import { Badge } from '@/components/ui'
import { ImportItemState, type ImportView } from '@/lib/contracts/http/media'
import { toneOfState } from '../states'
import styles from './imports.module.css'

/** How the files of an import stand, in words with their numbers. */
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
