import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { normalSetupCode, SETUP_CODE, setupCodeOf } from '@/lib/domain/accounts'
import { HAS_ACCOUNT } from '@/lib/platform/db/client'
import { hashSecret } from '@/lib/platform/secrets'

/**
 * Makes the code for the setup page if no one can sign in yet; one of an earlier start stops working. Only its hash is
 * stored.
 * @returns the code, to be shown only on the terminal; null when there is an account
 */
export async function issueSetupCode(databaseUrl: string): Promise<string | null> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ hasAccount: boolean }>(HAS_ACCOUNT)
    if (rows[0]?.hasAccount) return null
    const code = setupCodeOf(randomBytes(SETUP_CODE.bytes))
    const now = new Date()
    await client.query(
      `INSERT INTO "SetupCode" (id, hash, tries, "createdAt", "expiresAt") VALUES (1, $1, 0, $2, $3)
       ON CONFLICT (id) DO UPDATE SET
         hash = excluded.hash, tries = 0, "createdAt" = excluded."createdAt", "expiresAt" = excluded."expiresAt"`,
      [hashSecret(normalSetupCode(code)), now, new Date(now.getTime() + SETUP_CODE.lifeMs)],
    )
    return code
  } finally {
    await client.end()
  }
}
