import { z } from 'zod'

/** What the queue puts first: the pairs an answer teaches most on, chance, or age. */
export const QueuePolicy = z.enum(['value', 'random', 'oldest'])
export type QueuePolicy = z.infer<typeof QueuePolicy>

/** How a project hands out work. Stored with the project; every field has a default, so old rows stay readable. */
export const ProjectSettings = z.object({
  schemaVersion: z.literal(1).default(1),
  /** People per task. */
  overlap: z.int().min(1).max(20).default(2),
  /** Distance between the frame pairs built from two clips. */
  framePairEveryMs: z.int().min(40).max(60_000).default(1000),
  /** Lease of an assignment without a heartbeat. */
  leaseSeconds: z.int().min(30).max(3600).default(180),
  /** Share of tasks whose proposals stay hidden, so that anchoring can be measured. */
  hiddenShare: z.number().min(0).max(1).default(0.1),
  queuePolicy: QueuePolicy.default('value'),
  /** Share of tasks kept for unbiased measurement: handed out in random order, without proposals. */
  holdoutShare: z.number().min(0).max(1).default(0.1),
  proposals: z.enum(['show', 'hide', 'reveal']).default('show'),
  /** An answer counts only once both clips were played, or every suspect frame was on screen. */
  mustWatch: z.boolean().default(false),
})
export type ProjectSettings = z.infer<typeof ProjectSettings>

export function parseProjectSettings(stored: unknown): ProjectSettings {
  return ProjectSettings.parse(stored ?? {})
}
