import { requireSchema } from '@/lib/platform/db/schema-version'
import { StartError } from '@/lib/platform/db/start-error'

/** Ends the process when a newer version has written the database. A database that is away may come back; health says so meanwhile. */
export async function refuseNewerDatabase(): Promise<void> {
  try {
    await requireSchema(process.env.DATABASE_URL ?? '')
  } catch (error) {
    if (!(error instanceof StartError)) return
    console.error(error.message)
    process.exit(1)
  }
}
