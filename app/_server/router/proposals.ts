import 'server-only'
import {
  cancelRun,
  createRun,
  getModel,
  getRun,
  listModels,
  listRuns,
  listRunVideos,
  registerModel,
  retryRun,
  showRun,
} from '@/lib/services/proposals'
import { api, call } from './base'

export const proposals = {
  listModels: api.proposals.listModels.handler(call(listModels)),
  getModel: api.proposals.getModel.handler(call(getModel)),
  registerModel: api.proposals.registerModel.handler(call(registerModel)),
  createRun: api.proposals.createRun.handler(call(createRun)),
  listRuns: api.proposals.listRuns.handler(call(listRuns)),
  getRun: api.proposals.getRun.handler(call(getRun)),
  listRunVideos: api.proposals.listRunVideos.handler(call(listRunVideos)),
  cancelRun: api.proposals.cancelRun.handler(call(cancelRun)),
  retryRun: api.proposals.retryRun.handler(call(retryRun)),
  showRun: api.proposals.showRun.handler(call(showRun)),
}
