import { expect, test } from 'vitest'
import { leftOutList, parseClipName, readLeftOut } from './file-names'

test.each([
  ['push-up__DenseDPO.mp4', 'push-up', 'DenseDPO', 'mp4'],
  ['densedpo__push-up__pretrained-base.MP4', 'densedpo__push-up', 'pretrained-base', 'MP4'],
  ['boy__Wan2.1-T2V-1.3B', 'boy', 'Wan2.1-T2V-1.3B', ''],
  ['boy__Wan2.1-T2V-1.3B.WebM', 'boy', 'Wan2.1-T2V-1.3B', 'WebM'],
  ["naïve café «100%» #1 & 'q' 視頻__生成.gif", "naïve café «100%» #1 & 'q' 視頻", '生成', 'gif'],
  ['folder__x/a b__C d.mkv', 'a b', 'C d', 'mkv'],
  ['C:\\clips\\a__b.mov', 'a', 'b', 'mov'],
])('[MF1] %s is prompt %s by %s', (name, promptId, generator, extension) => {
  expect(parseClipName(name)).toEqual({ promptId, generator, extension })
})

test.each(['clip.mp4', '__gen.mp4', 'prompt__.mp4', 'a_b.mp4', ' __b.mp4', '', 'a__b/c.mp4'])(
  '[MF1] %j has no prompt and generator',
  (name) => {
    expect(parseClipName(name)).toBeNull()
  },
)

test('[MF12] names come back as they went, in one spelling; lines that are no names are left aside', () => {
  const names = ['notes.txt', 'a "b"\nc.md', 'pairs/naïve 視頻.txt']
  expect(readLeftOut(leftOutList(names))).toEqual(names)
  expect(readLeftOut('"./x//y"\nnonsense\n7\n""\n\n"z"')).toEqual(['x/y', 'z'])
})
