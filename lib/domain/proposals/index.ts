export { frameBudget, type SampledClip } from './clip'
export { distortionProbability } from './distortion-probability'
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
export { boxFromHeatmap } from './heatmap-box'
export { contentArea, undoLetterbox } from './letterbox'
export { engineChanges, manifestChanges } from './manifest-changes'
export {
  FrameOnnxFolder,
  folderError,
  ModelFolder,
  ModelFolderError,
  OpenaiFolder,
  VlmOnnxFolder,
} from './model-folder'
export { FrameOnnxManifest, ModelManifest, OpenaiManifest, VlmDtype, VlmOnnxManifest } from './model-manifest'
export { nextFrames, type SamplingStep, videoScore } from './next-frames'
export { isDistorted, type ProposedMark, proposalsOf } from './proposals-of'
export { frameResultOf } from './react/frame-answer'
export { INSTRUCTION_TEMPLATE_ID, type InstructionLabel, renderInstruction } from './react/instruction'
export type { TokenChoice } from './react/soft-score'
export { ANSWER_TAGS, findSpecialTokens, SPECIAL_TOKENS, sanitiseUserText } from './react/special-tokens'
export { planRoundOne } from './round-one'
export { planRoundTwo, type RoundTwoInput, type RoundTwoMode, roundTwoMode, type ScoredFrame } from './round-two'
export { isHopeless, RunState, RunVideoState, runMachine, runStateOf, runVideoMachine } from './run-state'
export { resolveSampling, SamplingSettings } from './sampling-settings'
export { serverKeyProblem } from './server-key'
export { Thresholds } from './thresholds'
