export { createMember, createMembership, createProject, createUser } from './accounts'
export { contextFor } from './context'
export {
  cleanAnswer,
  cleanScreenAnswer,
  createAnnotation,
  createLabellingProject,
  createTask,
  type LabellingProject,
} from './labelling'
export { createClips, createFramePairs, createGenerator, createPair, createPrompt, createVideo, evenPts } from './media'
export {
  createModelVersion,
  createRun,
  createRunVideo,
  FACTORY_MANIFEST,
  type FactoryProposal,
  type FactoryScore,
} from './proposals'
export { createTaxonomyVersion } from './taxonomy'
export { unique } from './unique'
