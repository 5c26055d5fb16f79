import { z } from 'zod'

/** Lower-cased and trimmed: the sign-in name of a person. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an address such as name@example.org.').max(254))

/** NIST SP 800-63B: length, no composition rules. */
export const Password = z
  .string()
  .min(12, 'Use at least 12 characters; a short sentence is fine.')
  .max(200, 'Use at most 200 characters.')

export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens, such as dance-round-3.')

/** Digits and letters without those that are read for one another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** The code of the first start: 80 bits, so that no one can guess it; the limits are a second protection. */
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

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A session that is not used for so long is over. Source: docs/spec/accounts.md [US1] */
export const SESSION_IDLE_MS = 12 * HOUR_MS
/** However much it is used, a session lasts no longer. Source: docs/spec/accounts.md [US1] */
export const SESSION_LONGEST_MS = 7 * DAY_MS
/** How long a browser is known after its last sign-in. Source: docs/spec/accounts.md [US4] */
export const DEVICE_KNOWN_MS = 90 * DAY_MS
/** How long a link to set a new password is open. Source: docs/spec/accounts.md [US6] */
export const RESET_LINK_MS = DAY_MS

/** When a session that is used now ends unless it is used again. */
export function sessionEnd(startedAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, startedAt.getTime() + SESSION_LONGEST_MS))
}

/** Tries in the running window. Source: docs/spec/accounts.md [US3] [US4] */
export const TRY_LIMITS = {
  windowMs: 15 * 60_000,
  /** For one account from one network address, and from one known browser. */
  pair: 10,
  /** From one network address, whatever the account. */
  address: 200,
  /** For one account from everywhere but known browsers; above it, an address has only `pairUnderAttack` tries. */
  account: 100,
  pairUnderAttack: 2,
} as const
