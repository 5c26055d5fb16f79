import { expect, test } from '@playwright/test'
import { ATTACKS, besiege } from '@/tests/setup/hostile-requests'
import { journeyInstance } from '@/tests/setup/journey-instance'

/** `npm run bench -- hostile` sends fifty at once, again and again, and measures memory too. */
const LIMIT_MS = 1000

test('requests that mean harm are refused, and others are answered meanwhile', async ({ request }) => {
  const { url } = journeyInstance()
  // The first answer of a route loads it.
  for (const path of ['/api/health', '/api/v1/me', '/api/auth/csrf']) await request.get(path)
  const { outcomes, slowestMs, silent } = await besiege(url, ATTACKS.length)
  expect(outcomes.filter(({ right }) => !right)).toEqual([])
  expect(silent).toBe(0)
  expect(slowestMs).toBeLessThan(LIMIT_MS)
})

test('every answer says what browsers must not do with it', async ({ request }) => {
  for (const path of ['/sign-in', '/api/health', '/api/v1/me', '/api/auth/signout', '/api/media/none', '/nothing']) {
    const headers = (await request.get(path)).headers()
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
  }
})
