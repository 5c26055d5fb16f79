import type { TaxonomyLabel } from '@/lib/domain/taxonomy'

/** The CSS colour of a label; a key that the taxonomy lacks is grey. */
export function labelColour(label: Pick<TaxonomyLabel, 'colour'> | undefined): string {
  if (!label) return 'var(--ink-3)'
  const { colour } = label
  return typeof colour === 'number' ? `var(--l${colour})` : `light-dark(${colour.light}, ${colour.dark})`
}
