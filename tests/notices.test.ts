import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decoderLicence, licenceOfBuild } from '@/workers/media'

const notices = await readFile('THIRD_PARTY_NOTICES', 'utf8')

/** Licences that ask for no more than their text beside the package. */
const PERMISSIVE =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|MIT (OR|and) .+|\(MIT OR .+\))$/

const Lockfile = z.object({ packages: z.record(z.string(), z.object({ license: z.string().optional() })) })

function nameOf(place: string): string {
  return place
    .replace(/^.*node_modules\//, '')
    .replace(/^@img\/sharp-(libvips).*$/, '$1')
    .replace(/^(@img\/sharp|lightningcss)-.*$/, '$1')
}

test('the notices state the licence of the FFmpeg that is loaded', () => {
  const { spdx, fdkAac } = decoderLicence()
  expect(notices).toMatch(new RegExp(`FFmpeg \\(inside node-av\\) +${spdx}\\.`))
  const entry = notices.slice(notices.indexOf('FFmpeg (inside'), notices.indexOf('libvips (inside'))
  expect(entry.includes('fdk-aac')).toBe(fdkAac)
})

test('every package whose licence is not permissive is in the notices', async () => {
  const { packages } = Lockfile.parse(JSON.parse(await readFile('package-lock.json', 'utf8')))
  const named = Object.entries(packages)
    .filter(([place, { license }]) => place !== '' && license !== undefined && !PERMISSIVE.test(license))
    .map(([place]) => nameOf(place))
  expect(new Set(named).size).toBeGreaterThan(5)
  const missing = [...new Set(named)].filter((name) => !notices.toLowerCase().includes(name.replace(/^@[\w-]+\//, '')))
  expect(missing).toEqual([])
})

test.each([
  ['--enable-gpl --enable-version3 --enable-libfdk-aac', { spdx: 'GPL-3.0-or-later', fdkAac: true }],
  ['--enable-gpl --enable-libx264', { spdx: 'GPL-2.0-or-later', fdkAac: false }],
  ['--enable-version3 --enable-libvpx', { spdx: 'LGPL-3.0-or-later', fdkAac: false }],
  ['--enable-shared --enable-libvpx', { spdx: 'LGPL-2.1-or-later', fdkAac: false }],
  ['--enable-gpl --enable-nonfree', { spdx: null, fdkAac: false }],
])('a build configured with %s', (configuration, licence) => {
  expect(licenceOfBuild(configuration)).toEqual(licence)
})
