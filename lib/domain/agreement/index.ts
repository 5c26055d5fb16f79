export { type Agreement, measureAgreement } from './agreement'
export {
  type AgreementFigure,
  type AgreementFigures,
  type ComparedAnswer,
  computeReport,
  type MeasuredAgreement,
} from './compute-report'
export { type BootstrapOptions, type Interval, wilsonInterval } from './intervals'
export { DuplicateRatingError, type Rating } from './ratings'
export { type AgreementReport, agreementColumns, agreementReport, RatingRow } from './report'
