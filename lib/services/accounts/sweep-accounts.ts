import { DEVICE_KNOWN_MS } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'

/** Rows of each kind that one sweep removes. Every sign-in sweeps once, and the worker every hour until nothing is left. */
const BATCH = 200

/**
 * Removes what has run out: sessions, counters of tries, links to set a password, browsers not seen for long.
 * @returns how many rows; 0 when nothing is left
 */
export async function sweepAccounts({ db, now }: Context): Promise<number> {
  const at = now()
  const unseenSince = new Date(at.getTime() - DEVICE_KNOWN_MS)
  // Sweeps at the same moment pass by each other's rows.
  const sessions = await db.$executeRaw`DELETE FROM "Session" WHERE id IN (
    SELECT id FROM "Session" WHERE "endsAt" <= ${at} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
  const tries = await db.$executeRaw`DELETE FROM "TryCount" WHERE key IN (
    SELECT key FROM "TryCount" WHERE "resetAt" <= ${at} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
  const links = await db.$executeRaw`DELETE FROM "ResetLink" WHERE "userId" IN (
    SELECT "userId" FROM "ResetLink" WHERE "expiresAt" <= ${at} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
  const devices = await db.$executeRaw`DELETE FROM "KnownDevice" WHERE ctid IN (
    SELECT ctid FROM "KnownDevice" WHERE "lastSeenAt" <= ${unseenSince} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
  return sessions + tries + links + devices
}
