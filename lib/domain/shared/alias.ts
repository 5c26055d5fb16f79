import { z } from 'zod'

/** Replaces the id of a stored thing for one person: 16 bytes as base64url. Only the server can resolve it. */
export const Alias = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'is not an id of this kind')
export type Alias = z.infer<typeof Alias>
