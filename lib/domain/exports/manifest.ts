import { z } from 'zod'
import { LabelKey } from '@/lib/domain/taxonomy'
import { MarkChoice } from './annotated-pair'
import { Split } from './canonical'
import { Gates } from './gates'
import { SplitRatios } from './split'

const Count = z.int().min(0)
const Counts = z.record(z.string(), Count)

const SplitCounts = z.object({
  promptGroups: Count,
  pairs: Count,
  videoPairs: Count,
  frames: Count,
  distortedFrames: Count,
  grpoRows: Count,
})

export const ReleaseCounts = z.object({
  considered: Count,
  /** Pairs left out, by the first gate each failed. */
  dropped: Counts,
  /** Frames of kept pairs without agreed labels, by reason. */
  skippedFrames: Counts,
  /** Pairs and frames left out while writing, by reason: their pixels are already in another split. */
  leaked: z.object({ pairs: Count, frames: Count }),
  sanitisedPrompts: Count,
  preference: z.object({ A: Count, B: Count, tie: Count }),
  labels: Counts,
  /** Pairs whose preferred frame got the lower pseudo score; reported, never dropped. */
  scoreAgainstPreference: Count,
  splits: z.object({ train: SplitCounts, validation: SplitCounts, test: SplitCounts }),
})
export type ReleaseCounts = z.infer<typeof ReleaseCounts>

export const ManifestFile = z.object({
  path: z.string().regex(/^(?!\/)(?!.*\.\.)[\w.\-/]+$/, 'A manifest path is relative and plain.'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: Count,
  rows: Count.nullable(),
})
export type ManifestFile = z.infer<typeof ManifestFile>

export const ReleaseLabelRecord = z.object({
  key: LabelKey,
  name: z.string(),
  definition: z.string(),
  spatial: z.boolean(),
})

/** What names and dates a release; every time in it is given by the caller, so that the same inputs give the same bytes. */
export const ReleaseInfo = z.object({
  project: z.string().min(1),
  title: z.string().min(1),
  version: z.string().min(1),
  /** Day of the release, YYYY-MM-DD. */
  date: z.iso.date(),
  /** Licence id as the Hugging Face Hub knows it. */
  license: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default('other'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .default('en'),
  taxonomyVersion: z.int().min(1),
  labels: z.array(ReleaseLabelRecord).min(1),
})
export type ReleaseInfo = z.infer<typeof ReleaseInfo>

/** `manifest.json` of a release. Source: docs/spec/export.md [EX29] */
export const Manifest = z.object({
  schemaVersion: z.literal(1),
  release: ReleaseInfo,
  instructionTemplateId: z.string(),
  seed: z.string(),
  gates: Gates,
  marks: MarkChoice.default('expanded'),
  split: z.object({ ratios: SplitRatios, groups: z.record(z.string(), Split) }),
  counts: ReleaseCounts,
  files: z.array(ManifestFile),
})
export type Manifest = z.infer<typeof Manifest>

/** The bytes of `manifest.json`: two-space JSON with keys in schema order and a newline at the end. */
export function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`
}
