export { OnlyFor } from './only-for'
export { ProjectProvider, useProject } from './project'
export { Shell } from './shell'
