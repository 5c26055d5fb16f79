import { z } from 'zod'
import { CreateTasks } from '@/lib/contracts/http/labelling'

/** The fields of the dialog as typed; an empty overlap means the project's. */
export type TaskFields = {
  frame: boolean
  video: boolean
  asks: CreateTasks['asks']
  overlap: string
  seed: string
}

const Whole = z.coerce.number().int()

/** @returns the input of `createTasks`, or the names of the fields that are wrong */
export function readTaskForm(projectId: string, fields: TaskFields) {
  const kinds = (['frame', 'video'] as const).filter((kind) => fields[kind])
  const overlap = fields.overlap.trim() === '' ? null : Whole.safeParse(fields.overlap).data
  const seed = fields.seed.trim() === '' ? undefined : Whole.safeParse(fields.seed).data
  const parsed = CreateTasks.safeParse({ projectId, kinds, asks: fields.asks, overlap, seed })
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0])))
  // A field that is not a number would silently become its default.
  if (overlap === undefined) wrong.add('overlap')
  if (seed === undefined && fields.seed.trim() !== '') wrong.add('seed')
  return parsed.success && wrong.size === 0 ? { ok: true as const, input: parsed.data } : { ok: false as const, wrong }
}
