import { createHash, randomBytes } from 'node:crypto'
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
