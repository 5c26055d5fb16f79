import { WAITING_FRAMES } from './frame-budget'
import { type DecodedFrame, FrameCache } from './frame-cache'
import { centreOf, frameWindow, inWindow, type Plan, type Span } from './frame-window'
import { IN_FLIGHT } from './packet-decoder'
import { isSlow } from './picture'

/** What a clip's frames are held for. */
export type Look = {
  playhead: number
  /** Frames that will be jumped to. */
  anchors: readonly number[]
  /** What a waiting screen shows first of a clip that another one plays. */
  wished: number | null
  /** Whether somebody looks at the clip, rather than at what comes before it. */
  inUse: boolean
}

type Options = {
  frameCount: number
  budgetBytes: number
  /** What a frame is taken for until one is decoded. */
  frameBytes: number
  look: Readonly<Look>
  /** Called when it is known how large the frames are. */
  onMeasured: () => void
}

/** Frames on either side of the playhead whose pictures are made ready, where painting is slow. */
const READY_AROUND = 1

/** The decoded frames of one clip within its share of the memory. Source: docs/spec/player.md [PL6] */
export class HeldFrames {
  readonly #cache = new FrameCache()
  readonly #frameCount: number
  readonly #look: Readonly<Look>
  readonly #onMeasured: () => void
  #budgetBytes: number
  #frameBytes: number
  #measured = false
  /** What the pictures that are ready to paint take besides. */
  #readyBytes = 0
  /** Where the window lies: it follows the playhead in larger steps. */
  #centre = 0

  constructor({ frameCount, budgetBytes, frameBytes, look, onMeasured }: Options) {
    this.#frameCount = frameCount
    this.#budgetBytes = budgetBytes
    this.#frameBytes = frameBytes
    this.#look = look
    this.#onMeasured = onMeasured
  }

  has(index: number): boolean {
    return this.#cache.has(index)
  }

  get(index: number): DecodedFrame | null {
    return this.#cache.get(index)
  }

  count(): number {
    return this.#cache.indices().length
  }

  bytes(): number {
    return this.#cache.bytes()
  }

  /** Bytes of one decoded frame, as far as is known. */
  frameBytes(): number {
    return this.#frameBytes
  }

  budget(): number {
    return this.#budgetBytes
  }

  setBudget(bytes: number): void {
    this.#budgetBytes = bytes
    this.#trim()
  }

  /** What of the clip is worth holding now. */
  plan(): Omit<Plan, 'has'> {
    const { playhead, anchors, wished, inUse } = this.#look
    const frameCount = this.#frameCount
    const capacity = Math.max(1, Math.floor((this.#heldBytes() - this.#readyBytes) / this.#frameBytes))
    if (!inUse) return { frameCount, playhead, capacity: Math.min(capacity, WAITING_FRAMES) }
    this.#centre = centreOf(this.#centre, playhead, capacity)
    const wanted = wished === null ? anchors : [wished, ...anchors]
    return { frameCount, playhead, centre: this.#centre, capacity, anchors: wanted }
  }

  window(): Span[] {
    return frameWindow(this.plan())
  }

  put(frame: DecodedFrame): void {
    this.#cache.put(frame)
    this.#measure(frame)
    this.#trim()
    this.makeReady()
  }

  /** Makes the pictures beside the playhead ready to paint, and gives up what was made elsewhere. */
  makeReady(): void {
    const { inUse, playhead } = this.#look
    for (const index of this.#cache.indices()) {
      const picture = this.get(index)?.picture
      if (inUse && Math.abs(index - playhead) <= READY_AROUND) void picture?.prepare().then(() => this.#trim())
      else picture?.relax()
    }
  }

  /** Gives up all that was made ready. */
  relax(): void {
    for (const index of this.#cache.indices()) this.get(index)?.picture.relax()
  }

  clear(): void {
    this.#cache.clear()
  }

  /** What the codec may have put out and nobody took yet is memory too; with all frames held there is nothing left to put out. */
  #heldBytes(): number {
    if (!this.#look.inUse || this.#budgetBytes >= this.#frameBytes * this.#frameCount) return this.#budgetBytes
    return this.#budgetBytes - Math.min(IN_FLIGHT * this.#frameBytes, this.#budgetBytes / 4)
  }

  #trim(): void {
    const window = this.window()
    const wanted = (index: number) => inWindow(window, index)
    this.#cache.trim({ playhead: this.#look.playhead, budgetBytes: this.#heldBytes(), wanted })
  }

  /** Counting a frame for less than it takes would drop what is decoded next, again and again. */
  #measure({ picture }: DecodedFrame): void {
    const bytes = picture.bytes()
    if (this.#measured && bytes <= this.#frameBytes) return
    this.#measured = true
    this.#frameBytes = bytes
    this.#readyBytes = isSlow(picture) ? (2 * READY_AROUND + 1) * picture.width * picture.height * 4 : 0
    this.#onMeasured()
  }
}
