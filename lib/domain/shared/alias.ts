import { z } from 'zod'

/** Stands for the id of a stored thing towards one person: 16 bytes as base64url. What it stands for only the server knows. */
export const Alias = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'is not an id of this kind')
export type Alias = z.infer<typeof Alias>
