import { common } from './common'
import { shell } from './shell'

/** English texts by stage; a translation is one more object of this shape. */
export const en = { common, shell }
