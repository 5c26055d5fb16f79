import 'server-only'
import { deleteThings, previewDeletion } from '@/lib/services/deletion'
import { api, call } from './base'

export const deletion = {
  preview: api.deletion.preview.handler(call(previewDeletion)),
  remove: api.deletion.remove.handler(call(deleteThings)),
}
