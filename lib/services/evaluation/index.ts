export { createEvaluation } from './create-evaluation'
export { getEvaluation } from './get-evaluation'
export { listEvaluations } from './list-evaluations'
export { failEvaluation, type RunEvaluation, runEvaluation } from './run-evaluation'
