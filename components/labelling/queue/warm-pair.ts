import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { SIDES } from '@/lib/domain/labelling'
import { framePool } from '../frames'

/** Fetches a pair's clips and decodes what is looked at first; returns the way to let them go. */
export function warmPair({ pair }: AssignmentView): () => void {
  const sources = SIDES.map((side) => {
    const { video, frameIndex } = pair.sides[side]
    const source = framePool.acquire(video)
    source.warm(pair.kind === 'frame' ? frameIndex : 0)
    return source
  })
  return () => {
    for (const source of sources) framePool.release(source)
  }
}
