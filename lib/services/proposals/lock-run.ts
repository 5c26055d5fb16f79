import type { Tx } from '@/lib/platform/db'

/**
 * The first lock of whoever writes to a run and to its clips: two that took them in other orders would wait for one
 * another for ever. Storing scores writes to one clip alone and goes without.
 */
export async function lockRun(tx: Tx, runId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Run" WHERE id = ${runId}::uuid FOR NO KEY UPDATE`
}
