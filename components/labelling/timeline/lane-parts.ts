import type { ScreenMark } from '@/lib/domain/labelling'

/** A run of neighbouring frames with one label, drawn by a person or computed. */
export type LanePart = { id: string; labelKey: string; from: number; to: number; between: boolean; line: number }

/** Labels that get a line of their own; the rest shares the last. */
const MOST_LINES = 4

/** The runs of marked frames of one side; on a frame that is both, what a person drew counts. */
export function laneParts(marks: readonly ScreenMark[]): { parts: LanePart[]; lines: number } {
  const byLabel = new Map<string, Map<number, boolean>>()
  for (const { labelKey, frameIndex, interpolated } of marks) {
    const frames = byLabel.get(labelKey) ?? new Map<number, boolean>()
    frames.set(frameIndex, (frames.get(frameIndex) ?? true) && interpolated)
    byLabel.set(labelKey, frames)
  }
  const parts = [...byLabel].flatMap(([labelKey, frames], at) => runs(labelKey, frames, Math.min(at, MOST_LINES - 1)))
  return { parts, lines: Math.max(1, Math.min(MOST_LINES, byLabel.size)) }
}

function runs(labelKey: string, frames: ReadonlyMap<number, boolean>, line: number): LanePart[] {
  const parts: LanePart[] = []
  for (const [frame, between] of [...frames].sort(([a], [b]) => a - b)) {
    const last = parts.at(-1)
    if (last && last.to === frame - 1 && last.between === between) last.to = frame
    else parts.push({ id: `${labelKey}:${frame}`, labelKey, from: frame, to: frame, between, line })
  }
  return parts
}
