'use client'

import { useTranslations } from 'use-intl'
import { CheckField, TextArea, TextField } from '@/components/ui'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { ColourField } from './colour-field'
import styles from './editor.module.css'

type LabelFormProps = {
  label: TaxonomyLabel
  /** A key that answers already use cannot change. */
  isKeyFixed: boolean
  problem: (field: string) => string | undefined
  onChange: (change: Partial<TaxonomyLabel>) => void
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

export function LabelForm({ label, isKeyFixed, problem, onChange }: LabelFormProps) {
  const t = useTranslations('taxonomy')
  const { positive, negative } = label.examples
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t('name')}
          value={label.name}
          error={problem('name')}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextField
          label={t('key')}
          value={label.key}
          readOnly={isKeyFixed}
          hint={isKeyFixed ? t('keyFixed') : t('keyHint')}
          error={problem('key')}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
        />
      </div>
      <TextArea
        label={t('definition')}
        value={label.definition}
        error={problem('definition')}
        onChange={(event) => onChange({ definition: event.currentTarget.value })}
      />
      <ColourField
        value={label.colour}
        glyph={label.glyph}
        error={problem('colour')}
        onChange={(colour) => onChange({ colour })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('hotkey')}
          value={label.hotkey}
          maxLength={1}
          hint={t('hotkeyHint')}
          error={problem('hotkey')}
          onChange={(event) => onChange({ hotkey: event.currentTarget.value.toLowerCase() })}
        />
        <TextField
          label={t('glyph')}
          value={label.glyph}
          maxLength={4}
          hint={t('glyphHint')}
          error={problem('glyph')}
          onChange={(event) => onChange({ glyph: event.currentTarget.value })}
        />
      </div>
      <CheckField
        label={t('needsBox')}
        hint={t('needsBoxHint')}
        checked={label.spatial}
        onChange={(event) => onChange({ spatial: event.currentTarget.checked })}
      />
      <div className={styles.pair}>
        <TextArea
          label={t('positive')}
          hint={t('examplesHint')}
          value={positive.join('\n')}
          error={problem('examples.positive')}
          onChange={(event) => onChange({ examples: { negative, positive: linesOf(event.currentTarget.value) } })}
        />
        <TextArea
          label={t('negative')}
          hint={t('examplesHint')}
          value={negative.join('\n')}
          error={problem('examples.negative')}
          onChange={(event) => onChange({ examples: { positive, negative: linesOf(event.currentTarget.value) } })}
        />
      </div>
    </>
  )
}
