import { z } from 'zod'

/** Whether a person sees the proposals of a task, never does, or sees them after a first own answer. */
export const Arm = z.enum(['show', 'hide', 'reveal'])
export type Arm = z.infer<typeof Arm>

/** What the queue puts first: the pairs an answer teaches most on, chance, or age. */
export const QueuePolicy = z.enum(['value', 'random', 'oldest'])
export type QueuePolicy = z.infer<typeof QueuePolicy>

/** Who must not learn which generator made a clip; admins always may. */
export const Blind = z.enum(['annotators', 'annotators-and-reviewers'])
export type Blind = z.infer<typeof Blind>

const fields = {
  /** People per task. */
  overlap: z.int().min(1).max(20),
  /** Distance between the frame pairs built from two clips. */
  framePairEveryMs: z.int().min(40).max(60_000),
  /** Lease of an assignment without a heartbeat. */
  leaseSeconds: z.int().min(30).max(3600),
  /** Share of tasks whose proposals stay hidden, so that anchoring can be measured. */
  hiddenShare: z.number().min(0).max(1),
  queuePolicy: QueuePolicy,
  /** Share of tasks kept for unbiased measurement: handed out in random order, without proposals. */
  holdoutShare: z.number().min(0).max(1),
  proposals: Arm,
  /** An answer counts only once both clips were played, or every suspect frame was on screen. */
  mustWatch: z.boolean(),
  /** Tasks that one person may leave unanswered in an hour before no new one is handed out. */
  skipsPerHour: z.int().min(1).max(1000),
  blind: Blind,
}

/** How a project hands out work. Stored with the project; every field has a default, so old rows stay readable. */
export const ProjectSettings = z.object({
  schemaVersion: z.literal(1).default(1),
  overlap: fields.overlap.default(2),
  framePairEveryMs: fields.framePairEveryMs.default(1000),
  leaseSeconds: fields.leaseSeconds.default(180),
  hiddenShare: fields.hiddenShare.default(0.1),
  queuePolicy: fields.queuePolicy.default('value'),
  holdoutShare: fields.holdoutShare.default(0.1),
  proposals: fields.proposals.default('show'),
  mustWatch: fields.mustWatch.default(false),
  skipsPerHour: fields.skipsPerHour.default(20),
  blind: fields.blind.default('annotators-and-reviewers'),
})
export type ProjectSettings = z.infer<typeof ProjectSettings>

/** Some of the settings, without defaults: what is not named is not meant. */
export const SettingsChange = z.object(fields).partial()
export type SettingsChange = z.infer<typeof SettingsChange>

/** The part of a change whose values differ from the settings. */
export function newSettings(before: ProjectSettings, change: SettingsChange): SettingsChange {
  const now = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(
    Object.entries(change).filter(([key, value]) => value !== undefined && value !== now.get(key)),
  )
}
