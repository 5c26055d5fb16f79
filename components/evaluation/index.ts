export { ModelScreen } from './model-screen'
