import { WAITING_FRAMES } from './frame-budget'
import { createFrameCache, type DecodedFrame } from './frame-cache'
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

export type HeldFrames = {
  has: (index: number) => boolean
  get: (index: number) => DecodedFrame | null
  count: () => number
  bytes: () => number
  /** What of the clip is worth holding now. */
  plan: () => Omit<Plan, 'has'>
  window: () => Span[]
  put: (frame: DecodedFrame) => void
  /** Makes the pictures beside the playhead ready to paint, and gives up what was made elsewhere. */
  makeReady: () => void
  /** Gives up all that was made ready. */
  relax: () => void
  /** Bytes of one decoded frame, as far as is known. */
  frameBytes: () => number
  budget: () => number
  setBudget: (bytes: number) => void
  clear: () => void
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
export function createHeldFrames(options: Options): HeldFrames {
  const { frameCount, look, onMeasured } = options
  const cache = createFrameCache()
  let { budgetBytes, frameBytes } = options
  /** What the pictures that are ready to paint take besides. */
  let readyBytes = 0
  let measured = false
  /** Where the window lies: it follows the playhead in larger steps. */
  let centre = 0

  /** What the codec may have put out and nobody took yet is memory too; with all frames held there is nothing left to put out. */
  function heldBytes(): number {
    if (!look.inUse || budgetBytes >= frameBytes * frameCount) return budgetBytes
    return budgetBytes - Math.min(IN_FLIGHT * frameBytes, budgetBytes / 4)
  }

  function plan(): Omit<Plan, 'has'> {
    const { playhead, anchors, wished, inUse } = look
    const capacity = Math.max(1, Math.floor((heldBytes() - readyBytes) / frameBytes))
    if (!inUse) return { frameCount, playhead, capacity: Math.min(capacity, WAITING_FRAMES) }
    centre = centreOf(centre, playhead, capacity)
    return { frameCount, playhead, centre, capacity, anchors: wished === null ? anchors : [wished, ...anchors] }
  }

  function trim(): void {
    const window = frameWindow(plan())
    cache.trim({ playhead: look.playhead, budgetBytes: heldBytes(), wanted: (index) => inWindow(window, index) })
  }

  /** Counting a frame for less than it takes would drop what is decoded next, again and again. */
  function measure({ picture }: DecodedFrame): void {
    const bytes = picture.bytes()
    if (measured && bytes <= frameBytes) return
    measured = true
    frameBytes = bytes
    readyBytes = isSlow(picture) ? (2 * READY_AROUND + 1) * picture.width * picture.height * 4 : 0
    onMeasured()
  }

  function makeReady(): void {
    for (const index of cache.indices()) {
      const picture = cache.get(index)?.picture
      if (look.inUse && Math.abs(index - look.playhead) <= READY_AROUND) void picture?.prepare().then(trim)
      else picture?.relax()
    }
  }

  return {
    has: cache.has,
    get: cache.get,
    count: () => cache.indices().length,
    bytes: cache.bytes,
    plan,
    window: () => frameWindow(plan()),
    put(frame) {
      cache.put(frame)
      measure(frame)
      trim()
      makeReady()
    },
    makeReady,
    relax() {
      for (const index of cache.indices()) cache.get(index)?.picture.relax()
    },
    frameBytes: () => frameBytes,
    budget: () => budgetBytes,
    setBudget(bytes) {
      budgetBytes = bytes
      trim()
    },
    clear: cache.clear,
  }
}
