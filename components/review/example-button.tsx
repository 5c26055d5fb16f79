import { useTranslations } from 'use-intl'
import { selectedMark, ToolButton, useWorkspace } from '@/components/labelling'
import { Kbd } from '@/components/ui'
import type { ScreenMark } from '@/lib/domain/labelling'
import styles from './review-screen.module.css'
import { REVIEW_KEYS } from './verdict-keys'

/** A mark whose box can be shown to others. */
export type BoxedMark = ScreenMark & { box: NonNullable<ScreenMark['box']> }

export function hasBox(mark: ScreenMark | null): mark is BoxedMark {
  return mark !== null && mark.box !== null
}

type ExampleButtonProps = { withKey: boolean; onExample: (mark: BoxedMark) => void }

/** Offers the selected mark's box as an example picture; stands inside the workspace. */
export function ExampleButton({ withKey, onExample }: ExampleButtonProps) {
  const t = useTranslations('review')
  const mark = useWorkspace(selectedMark)
  if (!hasBox(mark)) return null
  return (
    <ToolButton className={styles.move} onClick={() => onExample(mark)}>
      {t('example.make')} {withKey ? <Kbd>{REVIEW_KEYS.example}</Kbd> : null}
    </ToolButton>
  )
}
