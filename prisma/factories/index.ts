export { createMember, createMembership, createProject, createTaxonomyVersion, createUser } from './accounts'
export { contextFor, unique } from './context'
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
