import { z } from 'zod'

/** A figure with its 95 % interval and what it was counted on. Null where nothing defines it. */
export const Figure = z.object({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  n: z.int(),
})
export type Figure = z.infer<typeof Figure>

export const NO_FIGURE: Figure = { value: null, ci95: null, n: 0 }
