export { Timeline } from './timeline'
export { LookTools } from './transport'
