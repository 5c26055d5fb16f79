import { z } from 'zod'

const Optional = (least: number, most: number) =>
  z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || (value >= least && value <= most))

/** The fields of the dialog as typed; empty thresholds mean the model's own. */
export const RunForm = z
  .object({
    modelVersionId: z.uuid(),
    targetFps: Optional(0.1, 30).refine((value) => value !== null),
    high: Optional(1, 5),
    low: Optional(1, 5),
    seed: Optional(0, 2 ** 31 - 1).refine((value) => value !== null && Number.isInteger(value)),
  })
  .refine(({ high, low }) => high === null || low === null || low <= high, { path: ['low'], message: 'order' })

export type RunFields = z.input<typeof RunForm>
export type RunFieldName = keyof RunFields

/** @returns the input of `createRun`, or the fields that are wrong */
export function readRunForm(fields: RunFields) {
  const parsed = RunForm.safeParse(fields)
  if (!parsed.success) {
    const wrong = new Map(parsed.error.issues.map(({ path, message }) => [path[0] as RunFieldName, message]))
    return { ok: false as const, wrong }
  }
  const { modelVersionId, targetFps, high, low, seed } = parsed.data
  return {
    ok: true as const,
    input: { modelVersionId, seed: seed ?? 0, settings: { targetFps: targetFps ?? 2, high, low } },
  }
}
