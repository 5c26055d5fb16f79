export {
  nextFrames,
  planRoundOne,
  planRoundTwo,
  type RoundTwoInput,
  type RoundTwoMode,
  roundTwoMode,
  type SamplingStep,
  type ScoredFrame,
  videoScore,
} from './dynamic-sampling'
export {
  type Engine,
  EngineDescription,
  type EngineFrame,
  Fit,
  FrameBox,
  FrameResult,
  type InputSize,
  UnfinishedBatchError,
} from './engine'
export { boxFromHeatmap, contentArea, undoLetterbox } from './heatmap-box'
export {
  engineChanges,
  FrameOnnxFolder,
  FrameOnnxManifest,
  folderError,
  ModelFolder,
  ModelFolderError,
  ModelManifest,
  manifestChanges,
  OpenaiFolder,
  OpenaiManifest,
  serverKeyProblem,
  VlmDtype,
  VlmOnnxFolder,
  VlmOnnxManifest,
} from './model-manifest'
export { isDistorted, type ProposedMark, proposalsOf } from './proposals-of'
export { INSTRUCTION_TEMPLATE_ID, type InstructionLabel, renderInstruction } from './react/instruction'
export { frameResultOf } from './react/parse-answer'
export { ANSWER_TAGS, findSpecialTokens, SPECIAL_TOKENS, sanitiseUserText, type TokenChoice } from './react/soft-score'
export { hasTooManyFailures, RunState, RunVideoState, runMachine, runStateOf, runVideoMachine } from './run-state'
export { frameBudget, resolveSampling, type SampledClip, SamplingSettings } from './sampled-clip'
export { distortionProbability, Thresholds } from './thresholds'
