export {
  ANSWER_TAGS,
  findSpecialTokens,
  INSTRUCTION_TEMPLATE_ID,
  renderInstruction,
  SPECIAL_TOKENS,
  sanitiseUserText,
} from '@/lib/domain/proposals'
export { AnnotatedPair, MarkChoice, PairVideo } from './annotated-pair'
export {
  type Answer,
  COMPOSED,
  composeThink,
  parseAssistant,
  renderAnswer,
  renderAssistant,
  renderThink,
  type Think,
} from './assistant-text'
export { consensusBoxes, type OwnedBox, SAME_REGION_IOU } from './box-consensus'
export {
  type CanonicalAnnotation,
  type CanonicalFrame,
  type CanonicalFramePair,
  type CanonicalMark,
  type CanonicalPair,
  type CanonicalVideoPair,
  type FrameGold,
  frameIdOf,
  type GoldBox,
  type NormalisedCorners,
  type PairConsensus,
  type ReleaseLabel,
  SPLITS,
  Split,
  type TieKind,
} from './canonical'
export { type CardInput, renderCard, TABLES, type TableName, tablePath } from './card'
export { countBy, createTally, type ReleaseTally } from './counts'
export { collectFrameVoters, type FrameRef, framesOfPair } from './frame-answers'
export { type FrameOutcome, frameConsensus } from './frame-consensus'
export { type FrameReason, GATE_REASONS, type GateReason, Gates } from './gates'
export { Manifest, ManifestFile, ReleaseCounts, ReleaseInfo, renderManifest } from './manifest'
export { type DroppedPair, PlanSettings, planRelease, type ReleasePlan, type SkippedFrame } from './plan'
export { preferenceConsensus } from './preference-consensus'
export { pseudoScore, scoreBucket } from './pseudo-score'
export {
  ANNOTATIONS_FEATURES,
  type Feature,
  type Features,
  FRAMES_FEATURES,
  huggingfaceFooter,
  type ImageCell,
  isList,
  PAIRS_FEATURES,
  type StructFeature,
  VIDEO_PAIRS_FEATURES,
} from './rows/features'
export {
  type GrpoRow,
  RESERVED_COLUMNS,
  type SftRow,
  type SftSource,
  type SwiftMessage,
  toGrpoRows,
  toMaskedSftRow,
  toSftRow,
} from './rows/ms-swift-rows'
export {
  type AnnotationRow,
  type FrameRow,
  type PairRow,
  type PicturedFrame,
  type RowContext,
  toAnnotationRow,
  toFrameRow,
  toPairRow,
  toVideoPairRow,
  type VideoPairRow,
} from './rows/table-rows'
export { assignSplits, type SplitItem, SplitRatios } from './split'
export { ReleaseState, releaseMachine } from './states'
export { createPairValidator, type Problem, ReleaseProblemsError, validateGrpoRows, validateSftRows } from './validate'
