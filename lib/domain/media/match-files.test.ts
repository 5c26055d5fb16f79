import { describe, expect, test } from 'vitest'
import { filePathKey } from './file-names'
import { matchByManifest, matchByName } from './match-files'
import { readManifest } from './read-manifest'

const row = (file: string, more: Record<string, string> = {}) => ({
  file,
  prompt_id: 'push-up',
  prompt: 'A push-up.',
  generator: file,
  ...more,
})

describe('paths', () => {
  test.each([
    ['./a//b/../c.mp4', 'a/c.mp4'],
    ['../a.mp4', '../a.mp4'],
    ['../../a/./b.mp4', '../../a/b.mp4'],
    ['a\\b.mp4', 'a/b.mp4'],
    ['caf\u0065\u0301.mp4', 'caf\u00e9.mp4'],
  ])('[MF7] %s is %s', (given, key) => {
    expect(filePathKey(given)).toBe(key)
  })
})

describe('by name', () => {
  test('[MF8] prompt and generator come from the name, and another name is refused', () => {
    const match = matchByName(['clips/push-up_slow__Wan2.1.mp4', 'holiday.mp4'])
    expect(match.accepted).toEqual([
      {
        file: 'clips/push-up_slow__Wan2.1.mp4',
        row: {
          file: 'clips/push-up_slow__Wan2.1.mp4',
          prompt_id: 'push-up_slow',
          prompt: 'push up slow',
          generator: 'Wan2.1',
          mode: 't2v',
          metadata: {},
        },
      },
    ])
    expect(match.refused).toHaveLength(1)
    expect(match.refused[0]?.reason).toContain('prompt__generator.ext')
  })
})

describe('a row that names only its file', () => {
  test.each([
    ['clips/push-up__one.mp4', 'push-up', 'push up', 'one'],
    ['clips/all_black.mp4', 'all_black', 'all black', 'unknown'],
    ['no_extension', 'no_extension', 'no extension', 'unknown'],
  ])('[MF11] %s', (file, promptId, prompt, generator) => {
    const { rows, errors } = readManifest([{ file, prompt_id: '', prompt: ' ', model: '', notes: 'dark' }])
    expect(errors).toEqual([])
    expect(rows[0]).toMatchObject({ prompt_id: promptId, prompt, generator, mode: 't2v', metadata: { notes: 'dark' } })
  })

  test('[MF11] a row that gives a part must give all', () => {
    const { errors } = readManifest([{ file: 'a__b.mp4', prompt: 'A push-up.' }])
    expect(errors.map(({ column }) => column)).toEqual(['prompt_id', 'generator'])
  })
})

describe('by manifest', () => {
  test('[MF9] rows and files meet by path; what is left over is missing or unlisted', () => {
    const reading = readManifest([row('./pairs/a.mp4'), row('pairs/gone.mp4')])
    const match = matchByManifest(['pairs/a.mp4', 'readme.txt'], reading)
    expect(match.accepted.map(({ file, row: { generator } }) => [file, generator])).toEqual([
      ['pairs/a.mp4', './pairs/a.mp4'],
    ])
    expect(match.missing.map(({ file }) => file)).toEqual(['pairs/gone.mp4'])
    expect(match.unlisted.map(({ file }) => file)).toEqual(['readme.txt'])
  })

  test('[MF10] a file whose row is bad is refused with every complaint', () => {
    const match = matchByManifest(['a.mp4'], readManifest([row('a.mp4', { prompt: '', mode: 'film' })]))
    expect(match.refused.map(({ file }) => file)).toEqual(['a.mp4'])
    expect(match.refused[0]?.reason).toMatch(/column "prompt".*column "mode"/)
    expect(match.unlisted).toEqual([])
    expect(match.badRows).toEqual([])
  })

  test('[MF10] a bad row beside a good one of the same file is reported by its number', () => {
    const match = matchByManifest(['a.mp4'], readManifest([row('a.mp4'), row('a.mp4'), { prompt: 'x' }]))
    expect(match.accepted).toHaveLength(1)
    expect(match.badRows.map(({ file }) => file)).toEqual(['manifest row 2', 'manifest row 3'])
  })

  test('[MF9] two spellings of one path are one file', () => {
    const match = matchByManifest(['a/b.mp4'], readManifest([row('a/b.mp4'), row('a/../a/b.mp4')]))
    expect(match.accepted).toHaveLength(1)
    expect(match.badRows[0]?.reason).toContain('again')
  })
})
