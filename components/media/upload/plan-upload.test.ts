import { describe, expect, test } from 'vitest'
import { MAX_UPLOAD_BYTES } from '@/lib/contracts/http/media'
import { readManifest } from '@/lib/domain/media'
import { findManifest, type ManifestFile, planUpload } from './plan-upload'

const picked = (path: string, size = 10) => ({ path, size, blob: new Blob() })

function manifest(path: string, ...files: string[]): ManifestFile {
  const rows = files.map((file) => ({ file, prompt_id: 'p', prompt: 'P', generator: file }))
  return { path, format: 'csv', text: '', reading: readManifest(rows) }
}

describe('the manifest among the files', () => {
  test('one called manifest nearest to the top wins over other tables', () => {
    const files = [picked('clips/deep/manifest.csv'), picked('clips/manifest.jsonl'), picked('clips/other.csv')]
    expect(findManifest(files)?.path).toBe('clips/manifest.jsonl')
  })

  test('the only table is taken whatever its name; of two nameless ones none is', () => {
    expect(findManifest([picked('clips/list.CSV'), picked('clips/a.mp4')])?.path).toBe('clips/list.CSV')
    expect(findManifest([picked('a.csv'), picked('b.csv')])).toBeNull()
  })
})

describe('what is sent', () => {
  test('paths are relative to the manifest in the folder', () => {
    const files = ['clips/lists/manifest.csv', 'clips/pairs/a.mp4', 'clips/README.md', 'clips/.DS_Store'].map((path) =>
      picked(path),
    )
    const plan = planUpload(files, manifest('clips/lists/manifest.csv', '../pairs/a.mp4', '../pairs/gone.mp4'))
    expect(plan.send.map(({ file }) => file)).toEqual(['../pairs/a.mp4'])
    expect(plan.leftOut).toEqual(['../README.md'])
    expect(plan.match.missing.map(({ file }) => file)).toEqual(['../pairs/gone.mp4'])
  })

  test.each([
    ['beside the folder', 'pairs/a.mp4'],
    ['in the folder', 'a.mp4'],
  ])('a manifest chosen by itself is understood as lying %s', (_, row) => {
    const plan = planUpload([picked('pairs/a.mp4'), picked('pairs/b.mp4')], manifest('manifest.csv', row))
    expect(plan.send.map(({ file }) => file)).toEqual([row])
  })

  test('without a manifest names decide, seen from the chosen folder', () => {
    const plan = planUpload([picked('clips/x/push-up__one.mp4'), picked('clips/notes.txt')], null)
    expect(plan.send.map(({ file }) => file)).toEqual(['x/push-up__one.mp4'])
    expect(plan.leftOut).toEqual(['notes.txt'])
    expect(plan.match.refused[0]?.reason).toContain('prompt__generator.ext')
  })

  test('a file over the limit stays at home and is named', () => {
    const plan = planUpload([picked('a__b.mp4', MAX_UPLOAD_BYTES + 1)], null)
    expect([plan.send, plan.tooLarge, plan.leftOut]).toEqual([[], ['a__b.mp4'], ['a__b.mp4']])
  })
})
