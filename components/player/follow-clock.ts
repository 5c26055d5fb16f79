import type { PlayableVideo } from '@/lib/contracts/http/media'
import { correction, middle } from './store/drift'
import { endUs, frameAt, frameLengthUs, matchFrame, ptsOf } from './store/timeline'

type Followed = {
  video: PlayableVideo
  fileUs: () => readonly number[] | null
  playing: boolean
  speed: number
  timeUs: () => number
  onPresented: (index: number) => void
}

/** Between two looks at the drift, ms. */
const CHECK_MS = 100
/** Presented pictures that say together how far the video is off. */
const LATELY = 4
/** After stepping rests this long, the hidden video is brought to the frame, so that play begins at once. */
const REST_MS = 150

/**
 * Keeps a video element on the clock: rate and seek corrections while playing, a quiet seek after a pause.
 * Source: docs/spec/player.md [PL5]
 */
export function followClock(media: HTMLVideoElement, current: () => Followed) {
  let startUs: number | null = null
  let check: ReturnType<typeof setInterval> | null = null
  let rest: ReturnType<typeof setTimeout> | null = null
  let frameRequest = 0
  /** How far the pictures presented lately were ahead of the clock, µs. */
  let drifts: number[] = []
  /** Of the look before: an earlier clock now means that it went round or back. */
  let clockBeforeUs = 0
  /** Where the element stood when it was told to play, s. */
  let standsAt = 0

  /** Time of each index in the file; where it is not known, the frame table moved by the file's own start. */
  function fileTimes(): readonly number[] {
    const { video, fileUs } = current()
    return fileUs() ?? video.ptsUs.map((time) => time + (startUs ?? 0))
  }

  /** Media time of the clock as the element counts it, µs. */
  function elementUs(timeUs: number): number {
    const { video } = current()
    const index = frameAt(video, timeUs)
    return (fileTimes()[index] ?? 0) + timeUs - ptsOf(video, index)
  }

  /** The element's time of the middle of a frame, s: rounding then never shows its neighbour. */
  function frameMiddle(timeUs: number): number {
    const { video } = current()
    const index = frameAt(video, timeUs)
    return ((fileTimes()[index] ?? 0) + Math.min(frameLengthUs(video, index) / 2, 20_000)) / 1e6
  }

  function presented(nowMs: number, { mediaTime, expectedDisplayTime }: VideoFrameCallbackMetadata): void {
    const mediaUs = Math.round(mediaTime * 1e6)
    // The first picture a browser shows is frame 0; a delayed start is the distance between its time and zero.
    startUs ??= media.currentTime < 0.001 ? mediaUs : 0
    const { playing, onPresented } = current()
    const index = matchFrame(fileTimes(), mediaUs)
    if (playing && index !== null) {
      drifts = [...drifts, driftOf(index, expectedDisplayTime - nowMs)].slice(-LATELY)
      onPresented(index)
    }
    frameRequest = media.requestVideoFrameCallback(presented)
  }

  /**
   * How far the middle of a picture is ahead of the clock when it comes on screen, µs. What the element calls its
   * current time is ahead of that by the way to the screen, which at 2× is more than a frame.
   */
  function driftOf(index: number, untilShownMs: number): number {
    const { video, timeUs, speed } = current()
    return ptsOf(video, index) + frameLengthUs(video, index) / 2 - timeUs() - untilShownMs * 1000 * speed
  }

  function over(): boolean {
    return current().timeUs() >= endUs(current().video)
  }

  function keepUp(): void {
    const { video, speed, timeUs } = current()
    if (over() || media.seeking) return
    const clockUs = timeUs()
    if (media.ended || clockUs < clockBeforeUs) drifts = []
    clockBeforeUs = clockUs
    const index = frameAt(video, clockUs)
    const drift = middle(drifts) ?? media.currentTime * 1e6 - elementUs(clockUs)
    const move = correction(drift, frameLengthUs(video, index), speed)
    // At its end it neither plays nor catches up, however near the clock is.
    if (media.ended || move.type === 'seek') {
      drifts = []
      media.currentTime = frameMiddle(clockUs)
    } else if (Math.abs(media.playbackRate - move.rate) > 0.005) media.playbackRate = Math.max(0.0625, move.rate)
    if (media.paused) void media.play().catch(() => undefined)
  }

  function begin(): void {
    if (rest) clearTimeout(rest)
    const { speed, timeUs, video } = current()
    const target = frameMiddle(timeUs())
    if (Math.abs(media.currentTime - target) > frameLengthUs(video, frameAt(video, timeUs())) / 1e6)
      media.currentTime = target
    media.playbackRate = Math.max(0.0625, speed)
    standsAt = media.currentTime
    drifts = []
    clockBeforeUs = timeUs()
    if (!over()) void media.play().catch(() => undefined)
    check = setInterval(keepUp, CHECK_MS)
  }

  function halt(): void {
    if (check) clearInterval(check)
    check = null
    media.pause()
  }

  if ('requestVideoFrameCallback' in media) frameRequest = media.requestVideoFrameCallback(presented)

  return {
    /** To be called whenever playing, speed or the paused time may have changed. */
    update(): void {
      const { playing, timeUs } = current()
      if (playing && !check) begin()
      if (playing) return
      if (check) halt()
      if (rest) clearTimeout(rest)
      rest = setTimeout(() => {
        media.currentTime = frameMiddle(timeUs())
      }, REST_MS)
    },
    /** Whether the video moves, or has nothing left to show. */
    ready: () =>
      over() ||
      media.ended ||
      (!media.seeking && !media.paused && media.readyState >= 3 && media.currentTime !== standsAt),
    stop(): void {
      halt()
      if (rest) clearTimeout(rest)
      if ('cancelVideoFrameCallback' in media) media.cancelVideoFrameCallback(frameRequest)
    },
  }
}
