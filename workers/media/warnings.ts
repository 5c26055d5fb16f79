import { type FrameTable, frameCount, lastPtsUs } from '@/lib/domain/media'

export type WarningCode = 'damaged' | 'truncated' | 'timestamps-repaired' | 'several-video-tracks' | 'size-changes'
export type ProbeWarning = { code: WarningCode; message: string; lastGoodFrame?: number }

type Findings = {
  table: FrameTable
  early: boolean
  damaged: boolean
  repaired: number
  tracks: number
  sizeChanges: boolean
}

/** What is odd about a file that is ready all the same, in words for the person who brought it. */
export function warningsOf({ table, early, damaged, repaired, tracks, sizeChanges }: Findings): ProbeWarning[] {
  const warnings: ProbeWarning[] = []
  if (damaged) {
    const lastGoodFrame = frameCount(table) - 1
    const code = early ? 'truncated' : 'damaged'
    const what = early ? 'The file ends early' : 'The file is damaged'
    const until = `frame ${lastGoodFrame} (${(lastPtsUs(table) / 1e6).toFixed(3)} s)`
    warnings.push({ code, message: `${what}; it is used up to its last good frame, ${until}.`, lastGoodFrame })
  }
  if (repaired > 0) {
    const message = `${repaired === 1 ? '1 frame had no time of its own' : `${repaired} frames had no time of their own`} or one out of order; each follows the frame before it by 1 µs.`
    warnings.push({ code: 'timestamps-repaired', message })
  }
  if (tracks > 1) {
    const message = `The file has ${tracks} video tracks; the default one is used.`
    warnings.push({ code: 'several-video-tracks', message })
  }
  if (sizeChanges) {
    const message = 'The picture changes size within the clip; every frame is scaled to the size of the first.'
    warnings.push({ code: 'size-changes', message })
  }
  return warnings
}
