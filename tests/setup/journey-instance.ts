import type { E2eInstance } from './e2e-instance'

/** The running instance as a journey sees it: address, database, data folder and one sign-in per role. */
export function journeyInstance(): Omit<E2eInstance, 'stop' | 'printed'> {
  const given = process.env.FRAMEJURY_E2E_INSTANCE
  if (!given) throw new Error('Journeys run through `npm test -- browser` or `npx playwright test`.')
  return JSON.parse(given) as Omit<E2eInstance, 'stop' | 'printed'>
}
