import 'server-only'
import { createEvaluation, getEvaluation, listEvaluations } from '@/lib/services/evaluation'
import { api, call } from './base'

export const evaluation = {
  createEvaluation: api.evaluation.createEvaluation.handler(call(createEvaluation)),
  listEvaluations: api.evaluation.listEvaluations.handler(call(listEvaluations)),
  getEvaluation: api.evaluation.getEvaluation.handler(call(getEvaluation)),
}
