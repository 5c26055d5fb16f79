import type { DeletionKind } from '@/lib/domain/deletion'
import { importRules } from './import-rules'
import type { KindRules } from './kind'
import { modelRules } from './model-rules'
import { releaseRules } from './release-rules'
import { runRules } from './run-rules'
import { videoRules } from './video-rules'

/** Everything that an admin may delete within a project. */
export const KINDS: Record<DeletionKind, KindRules> = {
  video: videoRules,
  import: importRules,
  model: modelRules,
  run: runRules,
  release: releaseRules,
}
