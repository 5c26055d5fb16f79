import 'server-only'
import { createRelease, getRelease, listReleaseFiles, listReleases } from '@/lib/services/exports'
import { api, call } from './base'

export const releases = {
  createRelease: api.releases.createRelease.handler(call(createRelease)),
  listReleases: api.releases.listReleases.handler(call(listReleases)),
  getRelease: api.releases.getRelease.handler(call(getRelease)),
  listReleaseFiles: api.releases.listReleaseFiles.handler(call(listReleaseFiles)),
}
