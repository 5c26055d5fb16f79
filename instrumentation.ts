/** Before the web app answers anything: a database that a newer version has written is refused. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { requireSchema } = await import('@/lib/platform/db/schema-version')
  const { StartError } = await import('@/lib/platform/db/start-error')
  try {
    await requireSchema(process.env.DATABASE_URL ?? '')
  } catch (error) {
    // A database that is away may come back; health says so meanwhile.
    if (!(error instanceof StartError)) return
    console.error(error.message)
    process.exit(1)
  }
}
