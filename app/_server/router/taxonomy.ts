import 'server-only'
import { listVersions, publishTaxonomy, saveDraft } from '@/lib/services/taxonomy'
import { api, call } from './base'

export const taxonomy = {
  listVersions: api.taxonomy.listVersions.handler(call(listVersions)),
  saveDraft: api.taxonomy.saveDraft.handler(call(saveDraft)),
  publish: api.taxonomy.publish.handler(call(publishTaxonomy)),
}
