export { DeleteButton } from './delete-button'
