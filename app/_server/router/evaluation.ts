import 'server-only'
import {
  calibrateModel,
  compareRuns,
  createEvaluation,
  getEvaluation,
  getNearer,
  listComparableRuns,
  listComparedClips,
  listEvaluations,
  measureNearer,
} from '@/lib/services/evaluation'
import { api, call } from './base'

export const evaluation = {
  calibrateModel: api.evaluation.calibrateModel.handler(call(calibrateModel)),
  createEvaluation: api.evaluation.createEvaluation.handler(call(createEvaluation)),
  listEvaluations: api.evaluation.listEvaluations.handler(call(listEvaluations)),
  getEvaluation: api.evaluation.getEvaluation.handler(call(getEvaluation)),
  listComparableRuns: api.evaluation.listComparableRuns.handler(call(listComparableRuns)),
  compareRuns: api.evaluation.compareRuns.handler(call(compareRuns)),
  getNearer: api.evaluation.getNearer.handler(call(getNearer)),
  measureNearer: api.evaluation.measureNearer.handler(call(measureNearer)),
  listComparedClips: api.evaluation.listComparedClips.handler(call(listComparedClips)),
}
