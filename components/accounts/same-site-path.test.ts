import { expect, test } from 'vitest'
import { sameSitePath } from './same-site-path'

test('keeps a path of this site with its query', () => {
  expect(sameSitePath('/p/dance/runs?state=done#top')).toBe('/p/dance/runs?state=done#top')
})

test.each([
  'https://evil.example/p/dance',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  'p/dance',
  '',
])('leads %j home instead of elsewhere', (given) => {
  expect(sameSitePath(given)).toBe('/')
})

test('does not come back to the sign-in page itself', () => {
  expect(sameSitePath('/sign-in?callbackUrl=/')).toBe('/')
  expect(sameSitePath(undefined)).toBe('/')
})
