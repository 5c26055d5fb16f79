export { ComparisonScreen } from './comparison/comparison-screen'
export { ModelScreen } from './model-screen'
