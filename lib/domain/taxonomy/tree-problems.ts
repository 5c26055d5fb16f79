import { contrastRatio, type LabelColour, labelColours, MIN_LABEL_CONTRAST, surfaces } from './colour'

type Label = { key: string; name: string; colour: LabelColour; hotkey: string; glyph: string }
type Aspect = { key: string; name: string; labels: readonly Label[] }
type Problem = { path: (string | number)[]; message: string }
type Placed = { label: Label; path: (string | number)[] }

/** The rules that look at more than one field. Source: docs/spec/taxonomy.md [TX3] [TX4] [TX5] */
export function treeProblems(tree: { aspects: readonly Aspect[] }): Problem[] {
  const aspects = tree.aspects.map((aspect, index) => ({ label: aspect, path: ['aspects', index] }))
  const labels: Placed[] = tree.aspects.flatMap((aspect, at) =>
    aspect.labels.map((label, index) => ({ label, path: ['aspects', at, 'labels', index] })),
  )
  return [
    ...repeats(aspects, 'key', ({ key }) => key),
    ...repeats(aspects, 'name', ({ name }) => name),
    ...repeats(labels, 'key', ({ key }) => key),
    ...repeats(labels, 'name', ({ name }) => name),
    ...repeats(labels, 'hotkey', ({ hotkey }) => hotkey),
    ...repeats(labels, 'glyph', ({ glyph }) => glyph),
    ...labels.flatMap(faintColours),
  ]
}

function repeats<T extends { name: string }>(
  entries: readonly { label: T; path: (string | number)[] }[],
  field: string,
  read: (entry: T) => string,
): Problem[] {
  const owners = new Map<string, string>()
  return entries.flatMap(({ label, path }) => {
    const value = read(label)
    const owner = owners.get(value.toLowerCase())
    if (owner === undefined) {
      owners.set(value.toLowerCase(), label.name)
      return []
    }
    return { path: [...path, field], message: `the ${field} "${value}" is already taken by "${owner}"; choose another` }
  })
}

function faintColours({ label, path }: Placed): Problem[] {
  if (typeof label.colour === 'number') return []
  const colours = labelColours(label.colour)
  return (['dark', 'light'] as const).flatMap((theme) => {
    const contrast = contrastRatio(colours[theme], surfaces[theme])
    // NaN: no colour at all, which the schema has refused already.
    if (Number.isNaN(contrast) || contrast >= MIN_LABEL_CONTRAST) return []
    const mend = theme === 'dark' ? 'lighter' : 'darker'
    return {
      path: [...path, 'colour', theme],
      message: `${colours[theme]} is too faint on the ${theme} theme (contrast ${contrast.toFixed(1)}, needs ${MIN_LABEL_CONTRAST}); choose a ${mend} colour`,
    }
  })
}
