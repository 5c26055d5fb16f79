/** Before the web app answers anything: a database that a newer version has written is refused. */
export async function register(): Promise<void> {
  // Next leaves this branch out of the build for the edge only in this form.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { refuseNewerDatabase } = await import('@/app/_server/health')
    await refuseNewerDatabase()
  }
}
