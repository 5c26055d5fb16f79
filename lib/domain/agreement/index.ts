export { type Agreement, measureAgreement } from './agreement'
export type { BootstrapOptions, Interval } from './bootstrap'
export {
  type AgreementFigure,
  type AgreementFigures,
  type ComparedAnswer,
  computeReport,
  type MeasuredAgreement,
} from './compute-report'
export { DuplicateRatingError, type Rating } from './ratings'
export { type AgreementReport, agreementColumns, agreementReport, RatingRow } from './report'
export { wilsonInterval } from './wilson'
