/** Digits and letters without those that are read for one another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** The code of the first start: 80 bits, so that nobody guesses it; the limits are a second fence. */
export const SETUP_CODE = { lifeMs: 24 * 3600_000, tries: 20, bytes: LENGTH } as const

/**
 * A code as it is printed: "7K2M-9QXC-4TRD-W8ZP".
 * @param random `SETUP_CODE.bytes` random bytes; five bits of each are used
 */
export function setupCodeOf(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** A code as a person types it, in the form that is hashed: case, spaces, hyphens and mistakable letters do not matter. */
export function normalSetupCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
