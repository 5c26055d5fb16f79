import { accounts } from './accounts'
import { common } from './common'
import { shell } from './shell'
import { taxonomy } from './taxonomy'

/** English texts by stage; a translation is one more object of this shape. */
export const en = { common, accounts, shell, taxonomy }
