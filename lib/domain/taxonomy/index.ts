export { contrastRatio, LabelColour, labelColours, labelTokens, type ThemeColours } from './colour'
export { defaultTaxonomy } from './default-taxonomy'
export { applyLabelMap, diffTaxonomies, LabelMap, LabelMapEntry, type MappedLabels } from './label-map'
export { TaxonomyState, taxonomyMachine } from './states'
export {
  ExampleKind,
  flattenLabels,
  LabelKey,
  TaxonomyAspect,
  TaxonomyLabel,
  type TaxonomyProblem,
  TaxonomyTree,
  taxonomyProblems,
} from './tree'
