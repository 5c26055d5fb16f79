import 'server-only'
import { calibrateModel, createEvaluation, getEvaluation, listEvaluations } from '@/lib/services/evaluation'
import { api, call } from './base'

export const evaluation = {
  calibrateModel: api.evaluation.calibrateModel.handler(call(calibrateModel)),
  createEvaluation: api.evaluation.createEvaluation.handler(call(createEvaluation)),
  listEvaluations: api.evaluation.listEvaluations.handler(call(listEvaluations)),
  getEvaluation: api.evaluation.getEvaluation.handler(call(getEvaluation)),
}
