'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { type LabelColour, labelColours } from '@/lib/domain/taxonomy'
import styles from './colour-field.module.css'
import { labelCss } from './label-mark'

type ColourFieldProps = {
  value: LabelColour
  glyph: string
  error: string | undefined
  onChange: (colour: LabelColour) => void
}

const TOKENS = [1, 2, 3, 4, 5, 6, 7, 8]

export function ColourField({ value, glyph, error, onChange }: ColourFieldProps) {
  const t = useTranslations('taxonomy')
  const name = useId()
  const own = typeof value === 'number' ? null : value
  return (
    <fieldset className={styles.field}>
      <legend>{t('colour')}</legend>
      <div className={styles.swatches}>
        {TOKENS.map((token) => (
          <label key={token} className={styles.swatch} style={{ background: labelCss(token) }}>
            <input
              type="radio"
              name={name}
              checked={value === token}
              aria-label={t('colourNumber', { number: token })}
              onChange={() => onChange(token)}
            />
            <span aria-hidden="true">{glyph}</span>
          </label>
        ))}
        <label className={styles.own}>
          <input type="radio" name={name} checked={own !== null} onChange={() => onChange(labelColours(value))} />
          {t('ownColour')}
        </label>
      </div>
      {own ? (
        <div className={styles.pickers}>
          {(['dark', 'light'] as const).map((theme) => (
            <label key={theme}>
              <input
                type="color"
                value={own[theme]}
                onChange={(event) => onChange({ ...own, [theme]: event.currentTarget.value })}
              />
              {t(`onTheme.${theme}`)}
            </label>
          ))}
        </div>
      ) : null}
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
