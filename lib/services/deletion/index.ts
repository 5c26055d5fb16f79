export { type CarryOutDeletion, carryOutDeletion } from './carry-out-deletion'
export { deleteThings } from './delete-things'
export { previewDeletion } from './preview-deletion'
export { type RemoveMedia, removeMedia } from './remove-media'
