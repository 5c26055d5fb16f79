export { getAgreement } from './get-agreement'
