import type { ExampleView } from '@/lib/contracts/http/examples'
import type { Aliases } from '@/lib/platform/alias'
import type { LabelExample } from '@/lib/platform/db'

/** An example picture as its reader may know it. Source: docs/spec/answer.md [AN17] */
export function toExampleView(row: LabelExample, aliases: Aliases): ExampleView {
  const { id, labelKey, kind, videoId, frameIndex, boxX: x, boxY: y, boxW: w, boxH: h, note, createdAt } = row
  const clip = { videoId: aliases.of('video', videoId), frameIndex, box: { x, y, w, h } }
  return { id, labelKey, kind, ...clip, note, createdAt: createdAt.toISOString() }
}
