import { z } from 'zod'
import { RunSettings } from '@/lib/contracts/http/proposals'
import { FrameBox, ModelManifest, Thresholds } from '@/lib/domain/proposals'
import { parseStored } from '@/lib/platform/stored'

const Reasons = z.array(z.string())
const Labels = z.record(z.string(), z.number())
const Boxes = z.array(FrameBox)

/** @throws StoredDataError */
export function manifestOf({ id, manifest }: { id: string; manifest: unknown }): ModelManifest {
  return parseStored(ModelManifest, manifest, 'ModelVersion.manifest', id)
}

/** Only the thresholds, for statements that do not read the rest of the manifest. @throws StoredDataError */
export function thresholdsOf({ id, thresholds }: { id: string; thresholds: unknown }): Thresholds {
  return parseStored(Thresholds, thresholds, 'ModelVersion.manifest', id)
}

/** @throws StoredDataError */
export function runSettingsOf({ id, settings }: { id: string; settings: unknown }): RunSettings {
  return parseStored(RunSettings, settings, 'Run.settings', id)
}

/** Why no quicker hardware was used; none where nothing was tried. @throws StoredDataError */
export function providerReasonsOf({ id, providerReasons }: { id: string; providerReasons: unknown }): string[] {
  return parseStored(Reasons, providerReasons ?? [], 'Run.providerReasons', id)
}

type StoredAnswers = { runVideoId: string; frameIndex: number; labels: unknown; boxes: unknown }

/** An engine's result for one frame: a probability for each label, and its boxes. @throws StoredDataError */
export function frameAnswersOf({ runVideoId, frameIndex, labels, boxes }: StoredAnswers): {
  labels: z.infer<typeof Labels>
  boxes: FrameBox[]
} {
  const row = `${runVideoId}, frame ${frameIndex}`
  return {
    labels: parseStored(Labels, labels, 'FrameScore.labels', row),
    boxes: parseStored(Boxes, boxes, 'FrameScore.boxes', row),
  }
}
