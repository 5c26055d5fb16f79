import { expect, test } from 'vitest'
import { seal, unseal } from './secrets'

const by = { key: 'k'.repeat(32), purpose: 'test', owner: 'anna' }

test('what is sealed opens again, looks different each time, and shows nothing of the text', () => {
  const sealed = seal(by, 'JBSWY3DPEHPK3PXP')
  expect(unseal(by, sealed)).toBe('JBSWY3DPEHPK3PXP')
  expect(seal(by, 'JBSWY3DPEHPK3PXP')).not.toBe(sealed)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('JBSW')
})

test('another key, purpose or owner opens nothing, and neither does a changed text', () => {
  const sealed = seal(by, 'secret')
  for (const other of [
    { ...by, key: 'x'.repeat(32) },
    { ...by, purpose: 'other' },
    { ...by, owner: 'bert' },
  ]) {
    expect(unseal(other, sealed)).toBeNull()
  }
  expect(unseal(by, `${sealed.slice(0, -3)}AAA`)).toBeNull()
  expect(unseal(by, '')).toBeNull()
})
