import type { Context } from '@/lib/platform/context'
import { BackupRunningError, withMediaRemoval } from '@/lib/platform/db'

/**
 * Removes received files that no row names any more. A backup that is being written may still want them: then they stay
 * until what nobody needs is swept.
 */
export async function dropStaged(ctx: Context, keys: readonly (string | null)[]): Promise<void> {
  const staged = keys.filter((key) => key !== null)
  if (staged.length === 0) return
  try {
    await withMediaRemoval(ctx.db, async () => {
      for (const key of staged) await ctx.storage.remove(key)
    })
  } catch (error) {
    if (!(error instanceof BackupRunningError)) throw error
  }
}
