import 'server-only'
import { accounts } from './accounts'
import { agreement } from './agreement'
import { api } from './base'
import { deletion } from './deletion'
import { evaluation } from './evaluation'
import { releases } from './exports'
import { labelling } from './labelling'
import { media } from './media'
import { proposals } from './proposals'
import { taxonomy } from './taxonomy'

export const router = api.router({
  accounts,
  taxonomy,
  media,
  proposals,
  labelling,
  agreement,
  releases,
  deletion,
  evaluation,
})
