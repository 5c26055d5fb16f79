/** What decides whether every browser shows the same frames of a file at the same times. */
export type PlayableFacts = {
  readonly container: string
  readonly codec: string
  readonly profile: string | null
  readonly pixelFormat: string
  readonly rotation: number
  readonly mirrored: boolean
  readonly sampleAspect: { readonly num: number; readonly den: number }
  readonly videoTracks: number
  /** Pts of the first frame on the container's own clock. */
  readonly startUs: number
  /** An edit list hides frames that other decoders would show. */
  readonly trimmed: boolean
  readonly damaged: boolean
  readonly sizeChanges: boolean
}

const CONTAINERS = ['mp4', 'mov', 'webm']
const H264_PROFILES = ['Baseline', 'Constrained Baseline', 'Main', 'High']
const CODECS = ['h264', 'vp8', 'vp9', 'av1']
const PIXEL_FORMATS = ['yuv420p', 'yuvj420p']
const START_TOLERANCE_US = 1_000

/**
 * Why the original cannot be given to a browser unchanged; empty when it can.
 * Rotated, stretched, late and trimmed files do play, but `<video>`, WebCodecs and the server would have to interpret
 * them identically.
 * Source: docs/spec/frames.md [FR15]
 */
export function proxyReasons(facts: PlayableFacts): string[] {
  const { sampleAspect } = facts
  const checks: [boolean, string][] = [
    [!CONTAINERS.includes(facts.container), `container ${facts.container}`],
    [!CODECS.includes(facts.codec), `codec ${facts.codec}`],
    [facts.codec === 'h264' && !H264_PROFILES.includes(facts.profile ?? 'High'), `profile ${facts.profile}`],
    [!PIXEL_FORMATS.includes(facts.pixelFormat), `pixel format ${facts.pixelFormat}`],
    [facts.rotation !== 0, `rotated by ${facts.rotation}°`],
    [facts.mirrored, 'mirrored'],
    [sampleAspect.num !== sampleAspect.den, `sample aspect ${sampleAspect.num}:${sampleAspect.den}`],
    [facts.videoTracks > 1, `${facts.videoTracks} video tracks`],
    [Math.abs(facts.startUs) >= START_TOLERANCE_US, `starts at ${facts.startUs} µs`],
    [facts.trimmed, 'trimmed by an edit list'],
    [facts.damaged, 'damaged'],
    [facts.sizeChanges, 'frame size changes'],
  ]
  return checks.filter(([applies]) => applies).map(([, reason]) => reason)
}

/** Source: docs/spec/frames.md [FR15] */
export function isBrowserPlayable(facts: PlayableFacts): boolean {
  return proxyReasons(facts).length === 0
}
