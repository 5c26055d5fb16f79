import { accounts } from './accounts'
import { agreement } from './agreement'
import { common } from './common'
import { comparison } from './comparison'
import { credentials } from './credentials'
import { deletion } from './deletion'
import { evaluation } from './evaluation'
import { releases } from './exports'
import { labelling } from './labelling'
import { media } from './media'
import { proposals } from './proposals'
import { review } from './review'
import { apiDocs, shell } from './shell'
import { tasks } from './tasks'
import { taxonomy } from './taxonomy'
import { tokens } from './tokens'

/** English texts by stage; a translation is one more object of this shape. */
export const en = {
  common,
  shell,
  accounts,
  credentials,
  apiDocs,
  taxonomy,
  media,
  proposals,
  tasks,
  labelling,
  review,
  agreement,
  releases,
  evaluation,
  deletion,
  comparison,
  tokens,
}
