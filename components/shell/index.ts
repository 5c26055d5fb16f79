export { OnlyFor, ProjectProvider, useProject } from './project'
export { Shell } from './shell'
