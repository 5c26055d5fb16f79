import { z } from 'zod'
import type { ProjectView, UpdateProject } from '@/lib/contracts/http/accounts'
import { ProjectSettings } from '@/lib/domain/accounts'

/** The settings as a person types them: shares in per cent. */
export const SettingsForm = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().max(2000),
  settings: ProjectSettings.omit({ schemaVersion: true, hiddenShare: true, holdoutShare: true }),
  hiddenPercent: z.number().min(0).max(100),
  holdoutPercent: z.number().min(0).max(100),
})
export type SettingsForm = z.infer<typeof SettingsForm>

function toPercent(share: number): number {
  return Math.round(share * 1000) / 10
}

export function toSettingsForm({ name, description, settings }: ProjectView): SettingsForm {
  const { schemaVersion: _, hiddenShare, holdoutShare, ...others } = settings
  const shares = { hiddenPercent: toPercent(hiddenShare), holdoutPercent: toPercent(holdoutShare) }
  return { name, description, settings: others, ...shares }
}

/** Only values that were changed here, so that concurrent changes by others are kept. */
export function settingsFormChanges(before: SettingsForm, typed: SettingsForm): Omit<UpdateProject, 'projectId'> {
  const { settings, hiddenPercent, holdoutPercent, ...texts } = typed
  const known = new Map<string, unknown>(Object.entries({ ...before, ...before.settings }))
  const anew = <Values extends object>(values: Values): Partial<Values> =>
    Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== known.get(key))) as Partial<Values>
  const shares = {
    ...(hiddenPercent === before.hiddenPercent ? {} : { hiddenShare: hiddenPercent / 100 }),
    ...(holdoutPercent === before.holdoutPercent ? {} : { holdoutShare: holdoutPercent / 100 }),
  }
  const changed = { ...anew(settings), ...shares }
  return { ...anew(texts), ...(Object.keys(changed).length > 0 ? { settings: changed } : {}) }
}
