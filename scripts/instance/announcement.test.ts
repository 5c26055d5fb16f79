import { expect, test } from 'vitest'
import { announcement, SIGN_INS_COMMAND } from './announcement'

const PLAIN = { url: 'http://localhost:3000', seconds: 2.04, newSignIns: [], hasDemo: false, setupCode: null }
const SIGN_INS = [{ role: 'admin', email: 'admin@framejury.example', password: 'seen-once' }]

test('sign-ins are shown on the start that makes the demo, and later only how to see them', () => {
  const first = announcement({ ...PLAIN, newSignIns: SIGN_INS, hasDemo: true })
  expect(first).toContain('seen-once')
  const later = announcement({ ...PLAIN, hasDemo: true })
  expect(later).toContain(SIGN_INS_COMMAND)
  expect(later).not.toContain('admin@')
})

test('without an account, the code and the page are shown; otherwise neither', () => {
  const first = announcement({ ...PLAIN, setupCode: '7K2M-9QXC-4TRD-W8ZP' })
  expect(first).toContain('7K2M-9QXC-4TRD-W8ZP')
  expect(first).toContain('http://localhost:3000/setup')
  expect(announcement(PLAIN)).toBe('\nFramejury is ready at http://localhost:3000 (2.0 s)\nCtrl-C stops it.\n')
})
