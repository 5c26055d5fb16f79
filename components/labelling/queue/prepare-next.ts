import { client } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { SIDES } from '@/lib/domain/labelling'
import { framePool } from '../frames'

/** A pair claimed ahead: its lease is kept and its first frames are decoding. */
export type Prepared = {
  assignment: AssignmentView
  /** It goes on screen now. */
  take: () => void
  /** It will not be needed: back to the queue. */
  giveBack: () => void
}

export function prepareNext(assignment: AssignmentView, onLost: () => void): Prepared {
  const { id: assignmentId, fence, leaseSeconds, pair } = assignment
  const sources = SIDES.map((side) => {
    const { video, frameIndex } = pair.sides[side]
    const source = framePool.acquire(video)
    source.warm(pair.kind === 'frame' ? frameIndex : 0)
    return source
  })
  const beat = setInterval(
    () => {
      client.labelling.heartbeat({ assignmentId, fence }).catch(() => {
        letGo()
        onLost()
      })
    },
    (leaseSeconds * 1000) / 3,
  )

  function letGo(): void {
    clearInterval(beat)
    for (const source of sources) framePool.release(source)
  }

  return {
    assignment,
    take: letGo,
    giveBack() {
      letGo()
      // Best effort: an abandoned lease ends by itself.
      client.labelling.release({ assignmentId, fence }).catch(() => undefined)
    },
  }
}
