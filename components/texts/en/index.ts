import { accounts } from './accounts'
import { apiDocs } from './api-docs'
import { common } from './common'
import { shell } from './shell'
import { taxonomy } from './taxonomy'

/** English texts by stage; a translation is one more object of this shape. */
export const en = { common, accounts, apiDocs, shell, taxonomy }
