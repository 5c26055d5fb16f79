import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const ReleaseState = z.enum(['building', 'ready', 'failed'])
export type ReleaseState = z.infer<typeof ReleaseState>

/** Source: docs/spec/states.md [ST7] */
export const releaseMachine: Machine<'Release', ReleaseState> = {
  model: 'Release',
  noun: 'release',
  starts: ['building'],
  moves: { building: ['ready', 'failed'], ready: [], failed: [] },
}
