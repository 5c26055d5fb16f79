import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const PersonExportState = z.enum(['building', 'ready', 'failed'])
export type PersonExportState = z.infer<typeof PersonExportState>

/** Source: docs/spec/states.md [ST9] */
export const personExportMachine: Machine<'PersonExport', PersonExportState> = {
  model: 'PersonExport',
  noun: 'file of a person’s data',
  starts: ['building'],
  moves: { building: ['ready', 'failed'], ready: [], failed: [] },
}
