import type { PlayableVideo } from '@/lib/contracts/http/media'
import { quantile } from '@/lib/domain/shared'
import { endUs, frameAt, frameLengthUs, matchFrame, ptsOf } from './store/timeline'

/** What a playing video must do to stay on the clock. */
export type Correction = { type: 'rate'; rate: number } | { type: 'seek' }

/** Beyond this a change of rate would take too long to catch up, µs. */
const SEEK_US = 250_000
/** Time in which a change of rate makes up the drift, µs. */
const CATCH_UP_US = 500_000
/** A rate outside ±25 % is seen as a jerk. */
const MAX_SHIFT = 0.25

/** The middle one of a few measurements, so that one late picture decides nothing; null when there is none. */
export function middle(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : quantile(
        values.toSorted((a, b) => a - b),
        0.5,
      )
}

/**
 * How a video catches up with the clock.
 * @param driftUs the video's media time minus the clock's, µs
 * @param frameUs how long a frame is shown; drift of a quarter of it is left alone
 * @param speed the clock's rate, 0.1–2
 * Source: docs/spec/player.md [PL5]
 */
export function correction(driftUs: number, frameUs: number, speed: number): Correction {
  if (Math.abs(driftUs) > Math.max(SEEK_US, frameUs)) return { type: 'seek' }
  if (Math.abs(driftUs) <= frameUs / 4) return { type: 'rate', rate: speed }
  const shift = Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, -driftUs / CATCH_UP_US))
  return { type: 'rate', rate: speed * (1 + shift) }
}

type Followed = {
  video: PlayableVideo
  fileUs: () => readonly number[] | null
  playing: boolean
  speed: number
  timeUs: () => number
  onPresented: (index: number) => void
}

/** What is used of a video element. */
type Media = Pick<
  HTMLVideoElement,
  'currentTime' | 'playbackRate' | 'paused' | 'ended' | 'seeking' | 'readyState' | 'play' | 'pause'
> &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>>

/** Between two looks at the drift, ms. */
const CHECK_MS = 100
/** Presented pictures that say together how far the video is off. */
const LATELY = 4
/** After stepping rests this long, the hidden video is brought to the frame, so that play begins at once. */
const REST_MS = 150
/** Browsers refuse to play slower than a sixteenth. */
const LEAST_RATE = 0.0625

/**
 * Keeps a video element on the clock: rate and seek corrections while playing, a quiet seek after a pause.
 * Source: docs/spec/player.md [PL5]
 */
export class ClockFollower {
  readonly #media: Media
  readonly #current: () => Followed
  /** The file's own start, µs, where only the element knows it. */
  #startUs: number | null = null
  #check: ReturnType<typeof setInterval> | null = null
  #rest: ReturnType<typeof setTimeout> | undefined
  #frameRequest = 0
  /** How far the pictures presented lately were ahead of the clock, µs. */
  #drifts: number[] = []
  /** Of the look before: an earlier clock now means that it went round or back. */
  #clockBeforeUs = 0
  /** Where the element stood when it was told to play, s. */
  #standsAt = 0

  constructor(media: Media, current: () => Followed) {
    this.#media = media
    this.#current = current
    this.#awaitFrame()
  }

  /** To be called whenever playing, speed or the paused time may have changed. */
  update(): void {
    const { playing, timeUs } = this.#current()
    if (playing && this.#check === null) this.#begin()
    if (playing) return
    if (this.#check !== null) this.#halt()
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#media.currentTime = this.#frameMiddle(timeUs())
    }, REST_MS)
  }

  /** Whether the video moves, or has nothing left to show. */
  isReady(): boolean {
    const { ended, seeking, paused, readyState, currentTime } = this.#media
    return this.#isOver() || ended || (!seeking && !paused && readyState >= 3 && currentTime !== this.#standsAt)
  }

  stop(): void {
    this.#halt()
    clearTimeout(this.#rest)
    this.#media.cancelVideoFrameCallback?.(this.#frameRequest)
  }

  #begin(): void {
    clearTimeout(this.#rest)
    const { speed, timeUs, video } = this.#current()
    const target = this.#frameMiddle(timeUs())
    const frameS = frameLengthUs(video, frameAt(video, timeUs())) / 1e6
    if (Math.abs(this.#media.currentTime - target) > frameS) this.#media.currentTime = target
    this.#setRate(speed)
    this.#standsAt = this.#media.currentTime
    this.#drifts = []
    this.#clockBeforeUs = timeUs()
    if (!this.#isOver()) this.#play()
    this.#check = setInterval(() => this.#keepUp(), CHECK_MS)
  }

  #halt(): void {
    if (this.#check !== null) clearInterval(this.#check)
    this.#check = null
    this.#media.pause()
  }

  #keepUp(): void {
    const media = this.#media
    const { video, speed, timeUs } = this.#current()
    if (this.#isOver() || media.seeking) return
    const clockUs = timeUs()
    if (media.ended || clockUs < this.#clockBeforeUs) this.#drifts = []
    this.#clockBeforeUs = clockUs
    const drift = middle(this.#drifts) ?? media.currentTime * 1e6 - this.#elementUs(clockUs)
    const move = correction(drift, frameLengthUs(video, frameAt(video, clockUs)), speed)
    // At its end it neither plays nor catches up, however near the clock is.
    if (media.ended || move.type === 'seek') {
      this.#drifts = []
      media.currentTime = this.#frameMiddle(clockUs)
    } else if (Math.abs(media.playbackRate - move.rate) > 0.005) this.#setRate(move.rate)
    if (media.paused) this.#play()
  }

  #play(): void {
    void this.#media.play().catch(() => undefined)
  }

  #setRate(rate: number): void {
    this.#media.playbackRate = Math.max(LEAST_RATE, rate)
  }

  #awaitFrame(): void {
    const request = this.#media.requestVideoFrameCallback?.((nowMs, frame) => this.#onFrame(nowMs, frame))
    if (request !== undefined) this.#frameRequest = request
  }

  #onFrame(nowMs: number, { mediaTime, expectedDisplayTime }: VideoFrameCallbackMetadata): void {
    const mediaUs = Math.round(mediaTime * 1e6)
    // The first picture a browser shows is frame 0; a delayed start is the distance between its time and zero.
    this.#startUs ??= this.#media.currentTime < 0.001 ? mediaUs : 0
    const { playing, onPresented } = this.#current()
    const index = matchFrame(this.#fileTimes(), mediaUs)
    if (playing && index !== null) {
      this.#drifts = [...this.#drifts, this.#driftOf(index, expectedDisplayTime - nowMs)].slice(-LATELY)
      onPresented(index)
    }
    this.#awaitFrame()
  }

  /**
   * How far the middle of a picture is ahead of the clock when it comes on screen, µs. What the element calls its
   * current time is ahead of that by the way to the screen, which at 2× is more than a frame.
   */
  #driftOf(index: number, untilShownMs: number): number {
    const { video, timeUs, speed } = this.#current()
    return ptsOf(video, index) + frameLengthUs(video, index) / 2 - timeUs() - untilShownMs * 1000 * speed
  }

  /** Time of each index in the file; where it is not known, the frame table moved by the file's own start. */
  #fileTimes(): readonly number[] {
    const { video, fileUs } = this.#current()
    return fileUs() ?? video.ptsUs.map((time) => time + (this.#startUs ?? 0))
  }

  /** Media time of the clock as the element counts it, µs. */
  #elementUs(timeUs: number): number {
    const { video } = this.#current()
    const index = frameAt(video, timeUs)
    return (this.#fileTimes()[index] ?? 0) + timeUs - ptsOf(video, index)
  }

  /** The element's time of the middle of a frame, s: rounding then never shows its neighbour. */
  #frameMiddle(timeUs: number): number {
    const { video } = this.#current()
    const index = frameAt(video, timeUs)
    return ((this.#fileTimes()[index] ?? 0) + Math.min(frameLengthUs(video, index) / 2, 20_000)) / 1e6
  }

  #isOver(): boolean {
    const { timeUs, video } = this.#current()
    return timeUs() >= endUs(video)
  }
}
