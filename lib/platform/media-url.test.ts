import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { mediaEtag, openMediaToken, signMediaUrl, type Viewer } from './media-url'

// Sets the keys that an instance has.
await testDatabase()

const now = new Date('2026-11-30T10:00:00Z')
const ada: Viewer = { userId: 'ada', now }
const ben: Viewer = { userId: 'ben', now }
const KEY = `originals/3e/${'3e'.repeat(32)}`
const tokenOf = (url: string) => url.slice('/api/media/'.length)

test('[SC1] a token is opened by the server and tells nobody its key', () => {
  const token = tokenOf(signMediaUrl(KEY, 'video/mp4', ada))
  expect(openMediaToken(token, now)).toMatchObject({ key: KEY, contentType: 'video/mp4' })
  const bytes = Buffer.from(token, 'base64url')
  for (const text of ['original', '3e3e', 'mp4']) {
    expect(token).not.toContain(text)
    expect(bytes.includes(text)).toBe(false)
  }
})

test('[SC1] all tokens are equally long, whatever they open', () => {
  const keys = ['a', KEY, `${KEY}/119.webp`, `releases/${'x'.repeat(190)}`]
  const lengths = keys.map((key) => signMediaUrl(key, 'application/octet-stream', ada).length)
  expect(new Set(lengths).size).toBe(1)
  expect(() => signMediaUrl('x'.repeat(300), 'video/mp4', ada)).toThrow(RangeError)
})

test('[SC2] a URL holds for one person within a window; another person, another window or another object has another', () => {
  const url = signMediaUrl(KEY, 'video/mp4', ada)
  expect(signMediaUrl(KEY, 'video/mp4', { ...ada, now: new Date(now.getTime() + 60_000) })).toBe(url)
  const others = [
    signMediaUrl(KEY, 'video/mp4', ben),
    signMediaUrl(KEY, 'video/mp4', { ...ada, now: new Date(now.getTime() + 7 * 3600_000) }),
    signMediaUrl(`${KEY}x`, 'video/mp4', ada),
    signMediaUrl(KEY, 'video/webm', ada),
  ]
  expect(new Set([url, ...others]).size).toBe(5)
  for (const other of others) {
    // Not even a part of it is the same: no prefix, no block.
    const same = [...tokenOf(other)].filter((letter, place) => letter === tokenOf(url)[place]).length
    expect(same).toBeLessThan(40)
  }
  expect(new Set([url, ...others].map((each) => mediaEtag(tokenOf(each)))).size).toBe(5)
})

test('[SC1] every changed, cut, longer or old token is refused', () => {
  const token = tokenOf(signMediaUrl(KEY, 'video/mp4', ada))
  for (let place = 0; place < token.length; place += 1) {
    const changed = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
    expect(openMediaToken(changed, now)).toBeNull()
  }
  const bad = [`${token}.x`, `${token}=`, `${token}A`, token.slice(0, -4), '', '.', 'x', `${token}\n`, ` ${token}`]
  for (const each of bad) expect(openMediaToken(each, now)).toBeNull()
  expect(openMediaToken(token, new Date(now.getTime() + 13 * 3600_000))).toBeNull()
})
