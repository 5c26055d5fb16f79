export { ModelFolderError } from '@/lib/domain/proposals'
export type { EngineInfo } from './child/protocol'
export { ClipScoringError, EngineAnswerError, EngineProcessError, EngineStartError } from './engine-errors'
export { EngineOptions } from './engine-options'
export { EngineProcess, type EngineProcessOptions, type ScoreRequest } from './engine-process'
export { openEngine, openModel } from './open-model'
export {
  type EngineKind,
  type EngineLease,
  EnginePool,
  engineLanes,
  holdEngine,
  type PooledModel,
} from './pool/engine-pool'
