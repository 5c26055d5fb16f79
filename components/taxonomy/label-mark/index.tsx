import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import styles from './label-mark.module.css'

/** The CSS colour of a label in either theme; one that the taxonomy lacks is grey. */
export function labelCss(colour: TaxonomyLabel['colour'] | undefined): string {
  if (colour === undefined) return 'var(--ink-3)'
  return typeof colour === 'number' ? `var(--l${colour})` : `light-dark(${colour.light}, ${colour.dark})`
}

/** A label's glyph on its colour: the two signs that go with its name everywhere. */
export function LabelMark({ label }: { label: Pick<TaxonomyLabel, 'colour' | 'glyph'> }) {
  return (
    <span className={styles.mark} style={{ background: labelCss(label.colour) }} aria-hidden="true">
      {label.glyph}
    </span>
  )
}
