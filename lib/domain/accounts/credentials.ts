import { z } from 'zod'

/** Lower-cased and trimmed: the sign-in name of a person. */
export const Email = z.string().trim().toLowerCase().pipe(z.email('Give an address such as name@example.org.').max(254))

/** NIST SP 800-63B: length, no composition rules. */
export const Password = z
  .string()
  .min(12, 'Use at least 12 characters; a short sentence is fine.')
  .max(200, 'Use at most 200 characters.')

export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens, such as dance-round-3.')
