import { accounts } from './accounts'
import { agreement } from './agreement'
import { comparison } from './comparison'
import { credentials } from './credentials'
import { deletion } from './deletion'
import { evaluation } from './evaluation'
import { releases } from './exports'
import { labelling } from './labelling'
import { media } from './media'
import { proposals } from './proposals'
import { taxonomy } from './taxonomy'

/** The one API: typed client, REST endpoints and OpenAPI document come from this. */
export const contract = {
  accounts: { ...accounts, ...credentials },
  taxonomy,
  media,
  proposals,
  labelling,
  agreement,
  releases,
  deletion,
  evaluation: { ...evaluation, ...comparison },
}
export type Contract = typeof contract
