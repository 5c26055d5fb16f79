import type { ExampleView } from '@/lib/contracts/http/examples'
import type { LabelExample } from '@/lib/platform/db'

export function toExampleView(row: LabelExample): ExampleView {
  const { id, labelKey, kind, videoId, frameIndex, boxX: x, boxY: y, boxW: w, boxH: h, note, createdAt } = row
  return { id, labelKey, kind, videoId, frameIndex, box: { x, y, w, h }, note, createdAt: createdAt.toISOString() }
}
