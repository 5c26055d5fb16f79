import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID)
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  return verify(stored, password)
}

/** @returns 256 random bits, URL-safe, with a prefix that tells what it opens */
export function createSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`
}

/** Secrets of high entropy are stored as plain sha256. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function signature(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

export function signatureMatches(key: string, text: string, given: string): boolean {
  const expected = Buffer.from(signature(key, text))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
