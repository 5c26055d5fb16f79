import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '@/lib/platform/context'
import type { Tx, User } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { hashSecret, unseal } from '@/lib/platform/secrets'

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 seconds. */
const PERIOD_S = 30
const SECRET_BYTES = 20
/** Steps before and after now, for clocks that differ. Source: docs/spec/accounts.md [US8] */
const WINDOW = 1
const RECOVERY_CODES = 10
/** 80 bits, in letters that are not easily confused: enough bits that the hash need not be a slow one. */
const RECOVERY_BYTES = 10

export function sealOf(userId: string) {
  return { key: env().AUTH_SECRET, purpose: 'second factor', owner: userId }
}

function totpOf(secret: string, email = ''): TOTP {
  return new TOTP({ issuer: 'Framejury', label: email, secret: Secret.fromBase32(secret), period: PERIOD_S })
}

/** @returns a new secret in Base32, as people type it */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The text of the QR code. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString()
}

/** @returns ten codes such as `ABCD-EFGH-JKLM-NPQR` */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const bytes = randomBytes(RECOVERY_BYTES)
    const text = new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
    return text.match(/.{4}/g)?.join('-') ?? text
  })
}

function withoutSpaces(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase()
}

export function recoveryHash(code: string): string {
  return hashSecret(withoutSpaces(code))
}

/** Takes in a code of the authenticator: right for now ±1 step, and later than the last one that was taken. */
async function takeTotpCode(tx: Tx, ctx: Context, { id, totpSecret }: User, code: string): Promise<boolean> {
  const secret = totpSecret ? unseal(sealOf(id), totpSecret) : null
  if (secret === null) {
    ctx.log.warn({ userId: id }, 'the secret of a second factor cannot be read; was AUTH_SECRET changed?')
    return false
  }
  const timestamp = ctx.now().getTime()
  const delta = totpOf(secret).validate({ token: code, window: WINDOW, timestamp })
  if (delta === null) return false
  const step = TOTP.counter({ period: PERIOD_S, timestamp }) + delta
  const { count } = await tx.user.updateMany({
    where: { id, totpSecret, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  })
  return count === 1
}

/**
 * Takes in a code, once: six digits of the authenticator, or a recovery code, which is used up by it.
 * Two uses of one code at the same moment: one is right. Source: docs/spec/accounts.md [US8]
 */
export async function takeCode(tx: Tx, ctx: Context, user: User, code: string): Promise<boolean> {
  const given = withoutSpaces(code)
  if (/^\d{6}$/.test(given)) return takeTotpCode(tx, ctx, user, given)
  if (user.totpSince === null) return false
  const { count } = await tx.recoveryCode.deleteMany({ where: { userId: user.id, hash: recoveryHash(given) } })
  return count === 1
}
