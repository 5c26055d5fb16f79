import { expect, test } from 'vitest'
import { StoredDataError } from '@/lib/platform/stored'
import { keyBindingsOf, settingsOf } from './accounts/stored'
import { comparisonFiguresOf, modelFiguresOf, plantedClipOf } from './evaluation/stored'
import { countsOf, gatesOf, manifestOf as releaseManifestOf } from './exports/stored'
import { draftOf, workOf } from './labelling/stored'
import { filmstripOf, frameTableOf, manifestRowOf, metadataOf, warningsOf } from './media/stored'
import { frameAnswersOf, manifestOf, providerReasonsOf, runSettingsOf, thresholdsOf } from './proposals/stored'
import { changesOf, treeOf } from './taxonomy/stored'

const id = '0193a1d2-0000-7000-8000-000000000001'

const READERS: [string, () => unknown][] = [
  ['Project.settings', () => settingsOf({ id, settings: { overlap: 'two' } })],
  ['User.keyBindings', () => keyBindingsOf({ id, keyBindings: { undo: 7 } })],
  ['TaxonomyVersion.tree', () => treeOf({ id, tree: { aspects: 'none' } })],
  ['TaxonomyVersion.changes', () => changesOf({ id, changes: { entries: 1 } })],
  ['Video.warnings', () => warningsOf({ id, warnings: [{ code: 'slow' }] })],
  ['Video.metadata', () => metadataOf({ id, metadata: ['a list'] })],
  ['Video.filmstrip', () => filmstripOf({ id, filmstrip: { frameIndices: [0, 0.5], cellWidth: 1, cellHeight: 1 } })],
  ['Video.frameTable', () => frameTableOf({ id, frameTable: null })],
  ['ImportItem.row', () => manifestRowOf({ id, row: { file: 'a.mp4', mode: 'v2v' } })],
  ['ModelVersion.manifest', () => manifestOf({ id, manifest: { schemaVersion: 1 } })],
  ['ModelVersion.manifest', () => thresholdsOf({ id, thresholds: { distortedScore: 9 } })],
  ['Run.settings', () => runSettingsOf({ id, settings: { targetFps: 0 } })],
  ['Run.providerReasons', () => providerReasonsOf({ id, providerReasons: 'no GPU' })],
  ['FrameScore.labels', () => frameAnswersOf({ runVideoId: id, frameIndex: 4, labels: { hand: 'yes' }, boxes: [] })],
  ['FrameScore.boxes', () => frameAnswersOf({ runVideoId: id, frameIndex: 4, labels: {}, boxes: [{ x: 1 }] })],
  ['Assignment.draft', () => draftOf({ id, draft: { marks: 'many' } })],
  ['Assignment.work', () => workOf({ id, work: { seen: null } })],
  ['Release.gates', () => gatesOf({ id, gates: { minAnnotations: 0 } })],
  ['Release.manifest', () => releaseManifestOf({ id, state: 'ready', manifest: null })],
  ['Evaluation.figures', () => modelFiguresOf({ id, figures: {} })],
  ['Comparison.figures', () => comparisonFiguresOf({ id, figures: { figures: 1 } })],
  ['VideoTruth.truth', () => plantedClipOf({ videoId: id, truth: { frames: 'none' } })],
]

function failureOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

test.each(READERS)('%s that is not what it should be is refused, with the row and the column', (place, read) => {
  const error = failureOf(read)
  expect(error).toBeInstanceOf(StoredDataError)
  expect(error).toMatchObject({ message: expect.stringContaining(`${place} of row ${id}`) })
})

test('what was never stored reads as nothing', () => {
  expect(keyBindingsOf({ id, keyBindings: null })).toEqual({})
  expect(settingsOf({ id, settings: null })).toMatchObject({ proposals: 'show', mustWatch: false })
  expect(changesOf({ id, changes: null })).toBeNull()
  expect(providerReasonsOf({ id, providerReasons: null })).toEqual([])
  expect(draftOf({ id, draft: null })).toMatchObject({ marks: [], clean: [], proposals: [] })
  expect(workOf({ id, work: null }).seen).toBeDefined()
  expect([countsOf({ counts: null }), countsOf({ counts: { considered: -1 } })]).toEqual([null, null])
  expect(releaseManifestOf({ id, state: 'building', manifest: null })).toBeNull()
  expect(modelFiguresOf({ id, figures: null })).toBeNull()
  expect(comparisonFiguresOf({ id, figures: null })).toBeNull()
})
