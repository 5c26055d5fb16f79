import { expect, test } from 'vitest'
import { defaultTaxonomy, type LabelMap, type TaxonomyLabel, type TaxonomyTree } from '@/lib/domain/taxonomy'
import { createProject, createTaxonomyVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { loadCarriedTaxonomy } from './carry-labels'

const { db } = await testDatabase()

const LABEL = defaultTaxonomy.aspects[0]?.labels[0] as TaxonomyLabel
const GLYPHS: Record<string, string> = { deformed: 'De', limbs: 'Li', face: 'Fa', blur: 'Bl', flicker: 'Fl' }

function treeOf(...keys: string[]): TaxonomyTree {
  const labels = keys.map((key, place) => ({
    ...LABEL,
    key,
    name: `Label ${key}`,
    glyph: GLYPHS[key] ?? '?',
    hotkey: String(place + 1),
    colour: LABEL.colour,
  }))
  return { ...defaultTaxonomy, aspects: [{ key: 'all', name: 'All', labels }] }
}

/** Published versions of one project, each with the map from the one before. */
async function publish(versions: readonly { keys: string[]; entries?: LabelMap['entries'] }[]): Promise<string[]> {
  const { id: projectId } = await createProject(db)
  const ids: string[] = []
  for (const [place, { keys, entries }] of versions.entries()) {
    const changes = entries && { changes: { schemaVersion: 1 as const, entries } }
    const version = { projectId, number: place + 1, tree: treeOf(...keys), ...changes }
    ids.push((await createTaxonomyVersion(db, version)).id)
  }
  return ids
}

test('[TX9] labels go through every map between, and a lost one stays lost', async () => {
  const [one = '', two = '', three = ''] = await publish([
    { keys: ['deformed', 'blur'] },
    {
      keys: ['limbs', 'face', 'blur'],
      entries: [
        { type: 'split', from: ['deformed'], to: ['limbs', 'face'] },
        { type: 'keep', from: ['blur'], to: ['blur'] },
      ],
    },
    {
      keys: ['limbs', 'flicker', 'deformed'],
      entries: [
        { type: 'merge', from: ['limbs', 'face'], to: ['limbs'] },
        { type: 'rename', from: ['blur'], to: ['flicker'] },
        { type: 'added', from: [], to: ['deformed'] },
      ],
    },
  ])
  const taxonomy = await loadCarriedTaxonomy(db, three)
  expect(taxonomy).toMatchObject({ number: 3 })
  expect(taxonomy.labels.map(({ key }) => key)).toEqual(['limbs', 'flicker', 'deformed'])
  const carried = (from: string, keys: string[]) => keys.map((key) => taxonomy.carry(from, key))
  expect(carried(one, ['deformed', 'blur'])).toEqual([null, 'flicker'])
  expect(carried(two, ['limbs', 'face', 'blur'])).toEqual(['limbs', 'limbs', 'flicker'])
  expect(carried(three, ['limbs', 'deformed'])).toEqual(['limbs', 'deformed'])
  expect(carried('nowhere', ['limbs'])).toEqual([null])
  expect([one, two, three].map((id) => [...taxonomy.nameableUnder(id)])).toEqual([
    ['flicker'],
    ['limbs', 'flicker'],
    ['limbs', 'flicker', 'deformed'],
  ])
  // Of an earlier version, later ones are not asked.
  const earlier = await loadCarriedTaxonomy(db, two)
  expect(earlier.carry(one, 'blur')).toBe('blur')
  expect(earlier.carry(three, 'limbs')).toBeNull()
})
