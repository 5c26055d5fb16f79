export { ProjectProvider, useProject } from './project'
