import type { ExampleView } from '@/lib/contracts/http/examples'
import type { Aliases } from '@/lib/platform/alias'
import { boxOf } from '@/lib/platform/box-columns'
import type { LabelExample } from '@/lib/platform/db'

/** An example picture as its reader may know it. Source: docs/spec/answer.md [AN17] */
export function toExampleView(row: LabelExample, aliases: Aliases): ExampleView {
  const { id, labelKey, kind, videoId, frameIndex, note, createdAt } = row
  const clip = { videoId: aliases.of('video', videoId), frameIndex, box: boxOf(row) }
  return { id, labelKey, kind, ...clip, note, createdAt: createdAt.toISOString() }
}
