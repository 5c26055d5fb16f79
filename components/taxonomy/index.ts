export { LabelMark, labelCss } from './label-mark'
export { TaxonomyScreen } from './taxonomy-screen'
export { useLabelLookup } from './use-label-lookup'
