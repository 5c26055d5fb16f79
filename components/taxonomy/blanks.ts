import { flattenLabels, type TaxonomyAspect, type TaxonomyLabel, type TaxonomyTree } from '@/lib/domain/taxonomy'

const HOTKEYS = [...'123456789abcdefghijklmnopqrstuvwxyz']
const GLYPHS = [...'◇△□☆✕◐▣◍⬡⌇⟡∎∴≈']

/** The key that a name suggests: "Extra limbs" → extra_limbs. */
export function keyOfName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 48)
    .replace(/_+$/, '')
}

/** A label still without a name, with a hotkey, glyph and colour that no other has, as long as there are any. */
export function blankLabel(tree: TaxonomyTree): TaxonomyLabel {
  const labels = flattenLabels(tree)
  const free = (choices: readonly string[], taken: readonly string[]) =>
    choices.find((choice) => !taken.includes(choice)) ?? ''
  const colours = [1, 2, 3, 4, 5, 6, 7, 8]
  return {
    key: '',
    name: '',
    definition: '',
    colour: colours.find((colour) => labels.every((label) => label.colour !== colour)) ?? (labels.length % 8) + 1,
    glyph: free(
      GLYPHS,
      labels.map(({ glyph }) => glyph),
    ),
    hotkey: free(
      HOTKEYS,
      labels.map(({ hotkey }) => hotkey),
    ),
    spatial: true,
    examples: { positive: [], negative: [] },
  }
}

export function blankAspect(tree: TaxonomyTree): TaxonomyAspect {
  return { key: '', name: '', labels: [blankLabel(tree)] }
}
