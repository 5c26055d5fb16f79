import { z } from 'zod'
import { CreateRelease } from '@/lib/contracts/http/exports'
import { Gates, MarkChoice } from '@/lib/domain/exports'

const Percent = z.number('Give a number from 0 to 100.').min(0).max(100)

/** A release as a person types it: shares in per cent. */
export const ReleaseForm = z.object({
  name: z.string().trim().min(1, 'Give the release a name.').max(120),
  seed: z
    .int('Give a whole number from 0.')
    .min(0)
    .max(2 ** 31 - 1),
  minAnnotations: z.int('Give a whole number from 1.').min(1, 'At least one answer is needed.'),
  preferencePercent: Percent,
  labelPercent: Percent,
  requireReviewed: z.boolean(),
  excludeFlagged: z.boolean(),
  requirePreference: z.boolean(),
  requireLabels: z.boolean(),
  marks: MarkChoice,
})
export type ReleaseForm = z.infer<typeof ReleaseForm>

const { minPreferenceAgreement, minLabelAgreement, ...DEFAULTS } = Gates.parse({})

export const BLANK_RELEASE: ReleaseForm = {
  name: '',
  seed: 0,
  marks: 'expanded',
  preferencePercent: minPreferenceAgreement * 100,
  labelPercent: minLabelAgreement * 100,
  ...DEFAULTS,
}

export function toCreateRelease(projectId: string, form: ReleaseForm): CreateRelease {
  const { name, seed, marks, preferencePercent, labelPercent, ...gates } = form
  const shares = { minPreferenceAgreement: preferencePercent / 100, minLabelAgreement: labelPercent / 100 }
  return CreateRelease.parse({ projectId, name, seed, marks, gates: { ...gates, ...shares } })
}
