import type { ModelFigures } from '@/lib/domain/evaluation'

type Answers = NonNullable<ModelFigures['inputs']['answers']>

/** Which sentence says who was led: older figures know only which tasks show proposals, of whatever version. */
export function ledText({ shown, elsewhere }: Answers): 'led' | 'ledByAny' | 'unled' {
  if (shown === 0) return 'unled'
  return elsewhere === undefined ? 'ledByAny' : 'led'
}
