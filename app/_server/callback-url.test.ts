import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { ownCallback, requireReadableCallback } from './callback-url'

const HOST = 'http://jury.test'

function given(query: string, cookie = '') {
  return () => requireReadableCallback(new NextRequest(`${HOST}/api/auth/session${query}`, { headers: { cookie } }))
}

test.each(['junk', 'javascript:alert(1)', 'http://', 'file:///etc/passwd'])(
  'a callback address that is none is refused: %s',
  (address) => {
    const refused = expect.objectContaining({ code: 'invalid', reason: 'callback' })
    expect(given(`?callbackUrl=${encodeURIComponent(address)}`)).toThrow(refused)
    expect(given('', `next-auth.callback-url=${encodeURIComponent(address)}`)).toThrow(refused)
  },
)

test('paths and addresses go through, and so does none', () => {
  for (const query of ['', '?callbackUrl=', '?callbackUrl=%2Fp%2Fdance', `?callbackUrl=${encodeURIComponent(HOST)}`]) {
    expect(given(query, `next-auth.callback-url=${encodeURIComponent(HOST)}`)).not.toThrow()
  }
})

test('a sign-in leads to this site alone, whatever a body says', () => {
  expect(ownCallback({ url: '/p/dance?a=1', baseUrl: HOST })).toBe(`${HOST}/p/dance?a=1`)
  expect(ownCallback({ url: `${HOST}/account`, baseUrl: HOST })).toBe(`${HOST}/account`)
  for (const url of [
    'http://evil.test',
    '//evil.test',
    '/\\evil.test',
    'javascript:alert(1)',
    'http://',
    5,
    {},
    null,
  ]) {
    expect(ownCallback({ url, baseUrl: HOST })).toBe(HOST)
  }
})
