import type { QueueStatus } from '@/lib/contracts/http/labelling'

/**
 * What the header says is done and left. The server still counts among `available` what this tab holds, and what waits
 * here to be sent, so that only the latter moves from one figure to the other.
 * @param waiting answers that only this computer has
 */
export function queueCounts({ answered, available }: Pick<QueueStatus, 'answered' | 'available'>, waiting: number) {
  return { answered: answered + waiting, left: Math.max(0, available - waiting) }
}
