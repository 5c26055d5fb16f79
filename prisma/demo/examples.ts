import type { ClipTruth } from '@/demo-clips'
import type { Context } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { addExample } from '@/lib/services/labelling'
import { planExamples } from './example-plan'

/** Gives the labels example pictures; those that are there already stay as they are. */
export async function seedExamples(
  ctx: Context,
  projectId: string,
  truths: ReadonlyMap<string, ClipTruth>,
): Promise<void> {
  for (const example of planExamples(truths)) {
    try {
      await addExample({ ctx, input: { projectId, ...example } })
    } catch (error) {
      if (!(error instanceof AppError && error.reason === 'example-exists')) throw error
    }
  }
}
