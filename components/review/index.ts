export { ReviewListScreen } from './review-list-screen'
export { ReviewScreen } from './review-screen'
