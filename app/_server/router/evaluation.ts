import 'server-only'
import {
  calibrateModel,
  compareRuns,
  createEvaluation,
  getEvaluation,
  getMeasuredComparisons,
  listComparableRuns,
  listComparedClips,
  listEvaluations,
  measureComparison,
} from '@/lib/services/evaluation'
import { api, call } from './base'

export const evaluation = {
  calibrateModel: api.evaluation.calibrateModel.handler(call(calibrateModel)),
  createEvaluation: api.evaluation.createEvaluation.handler(call(createEvaluation)),
  listEvaluations: api.evaluation.listEvaluations.handler(call(listEvaluations)),
  getEvaluation: api.evaluation.getEvaluation.handler(call(getEvaluation)),
  listComparableRuns: api.evaluation.listComparableRuns.handler(call(listComparableRuns)),
  compareRuns: api.evaluation.compareRuns.handler(call(compareRuns)),
  getMeasuredComparisons: api.evaluation.getMeasuredComparisons.handler(call(getMeasuredComparisons)),
  measureComparison: api.evaluation.measureComparison.handler(call(measureComparison)),
  listComparedClips: api.evaluation.listComparedClips.handler(call(listComparedClips)),
}
