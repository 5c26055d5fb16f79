import 'server-only'
import { missingScope } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { requireSchema } from '@/lib/platform/db/schema-version'
import { StartError } from '@/lib/platform/db/start-error'
import { env } from '@/lib/platform/env'
import { type Check, type Health, HealthReader } from '@/lib/platform/health'
import { actsAsOwner } from '@/lib/services/accounts'
import { requestContext } from './session'

// Hot reload evaluates this module again; the reader keeps a connection, so it must stay one.
const holder = globalThis as typeof globalThis & { framejuryHealth?: HealthReader }

function reader(): HealthReader {
  holder.framejuryHealth ??= new HealthReader({ databaseUrl: env().DATABASE_URL, folder: env().FRAMEJURY_DATA })
  return holder.framejuryHealth
}

/** Whether an owner asks; a caller whose sign-in cannot be looked up counts as a stranger. */
async function isOwner(headers: Headers, health: Health): Promise<boolean> {
  if (health.checks.database.state !== 'ok' || !(headers.has('cookie') || headers.has('authorization'))) return false
  try {
    const ctx: Context = await requestContext(headers)
    if (missingScope(ctx.actor, 'read')) return false
    return await actsAsOwner({ ctx, input: undefined })
  } catch {
    return false
  }
}

/** Owners get reasons and figures; everyone else gets only the states. */
function shownPartOf(check: Check, owner: boolean) {
  return owner ? { ...check } : { state: check.state }
}

/** 200 when everything works, 503 with the failed checks when not. The body of the request is not read. */
export async function readyResponse(request: Request): Promise<Response> {
  const health = await reader().read()
  const owner = await isOwner(request.headers, health)
  const checks = Object.entries(health.checks).map(([name, check]) => [name, shownPartOf(check, owner)] as const)
  return Response.json(
    { status: health.ready ? 'ready' : 'not ready', checks: Object.fromEntries(checks) },
    { status: health.ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  )
}

/**
 * Ends the process when a newer version has written the database. An unavailable database may come back; the health
 * check reports it meanwhile.
 */
export async function refuseNewerDatabase(): Promise<void> {
  try {
    await requireSchema(process.env.DATABASE_URL ?? '')
  } catch (error) {
    if (!(error instanceof StartError)) return
    console.error(error.message)
    process.exit(1)
  }
}
