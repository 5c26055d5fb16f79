import { DEVICE_KNOWN_MS } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { createSecret, hashSecret } from '@/lib/platform/secrets'

/** Devices of one person that are remembered; the oldest are forgotten first. */
const MOST_DEVICES = 20

/** The hash of a browser's secret when this person signed in with it in the last 90 days, else null. */
export async function knownDevice(ctx: Context, userId: string, secret: string | null): Promise<string | null> {
  if (!secret || secret.length > 200) return null
  const secretHash = hashSecret(secret)
  const since = new Date(ctx.now().getTime() - DEVICE_KNOWN_MS)
  const found = await ctx.db.knownDevice.findUnique({
    where: { userId_secretHash: { userId, secretHash }, lastSeenAt: { gt: since } },
  })
  return found ? secretHash : null
}

/** Remembers the browser that a person signs in with. @returns the secret that it keeps */
export async function rememberDevice(tx: Tx, ctx: Context, userId: string, known: string | null): Promise<string> {
  const secret = known ?? createSecret('device')
  const secretHash = hashSecret(secret)
  const lastSeenAt = ctx.now()
  await tx.knownDevice.upsert({
    where: { userId_secretHash: { userId, secretHash } },
    create: { userId, secretHash, lastSeenAt },
    update: { lastSeenAt },
  })
  const old = await tx.knownDevice.findMany({ where: { userId }, orderBy: { lastSeenAt: 'desc' }, skip: MOST_DEVICES })
  if (old.length > 0) {
    await tx.knownDevice.deleteMany({ where: { userId, secretHash: { in: old.map((device) => device.secretHash) } } })
  }
  return secret
}
