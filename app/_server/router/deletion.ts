import 'server-only'
import {
  archiveProject,
  deletePerson,
  deleteProject,
  deleteThings,
  exportPerson,
  listArchived,
  listPersonExports,
  previewDeletion,
  previewPerson,
  previewProject,
  unarchiveProject,
} from '@/lib/services/deletion'
import { api, call } from './base'

export const deletion = {
  preview: api.deletion.preview.handler(call(previewDeletion)),
  remove: api.deletion.remove.handler(call(deleteThings)),
  archiveProject: api.deletion.archiveProject.handler(call(archiveProject)),
  listArchived: api.deletion.listArchived.handler(call(listArchived)),
  unarchiveProject: api.deletion.unarchiveProject.handler(call(unarchiveProject)),
  previewProject: api.deletion.previewProject.handler(call(previewProject)),
  deleteProject: api.deletion.deleteProject.handler(call(deleteProject)),
  previewPerson: api.deletion.previewPerson.handler(call(previewPerson)),
  deletePerson: api.deletion.deletePerson.handler(call(deletePerson)),
  exportPerson: api.deletion.exportPerson.handler(call(exportPerson)),
  listPersonExports: api.deletion.listPersonExports.handler(call(listPersonExports)),
}
