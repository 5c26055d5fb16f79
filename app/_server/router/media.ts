import 'server-only'
import {
  buildPairs,
  getFrame,
  getImport,
  getVideo,
  listImportItems,
  listImports,
  listPairs,
  listVideos,
  openImport,
  startImport,
} from '@/lib/services/media'
import { api, call } from './base'

export const media = {
  openImport: api.media.openImport.handler(call(openImport)),
  startImport: api.media.startImport.handler(call(startImport)),
  getImport: api.media.getImport.handler(call(getImport)),
  listImports: api.media.listImports.handler(call(listImports)),
  listImportItems: api.media.listImportItems.handler(call(listImportItems)),
  listVideos: api.media.listVideos.handler(call(listVideos)),
  getVideo: api.media.getVideo.handler(call(getVideo)),
  getFrame: api.media.getFrame.handler(call(getFrame)),
  buildPairs: api.media.buildPairs.handler(call(buildPairs)),
  listPairs: api.media.listPairs.handler(call(listPairs)),
}
