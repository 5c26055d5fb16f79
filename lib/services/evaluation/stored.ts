import { ComparisonFigures, ModelFigures, PlantedClip } from '@/lib/domain/evaluation'
import { parseStored } from '@/lib/platform/stored'

/** Null until it is done. @throws StoredDataError */
export function modelFiguresOf({ id, figures }: { id: string; figures: unknown }): ModelFigures | null {
  return figures === null ? null : parseStored(ModelFigures, figures, 'Evaluation.figures', id)
}

/** Null until it is done. @throws StoredDataError */
export function comparisonFiguresOf({ id, figures }: { id: string; figures: unknown }): ComparisonFigures | null {
  return figures === null ? null : parseStored(ComparisonFigures, figures, 'Comparison.figures', id)
}

/** What was planted in a clip. @throws StoredDataError */
export function plantedClipOf({ videoId, truth }: { videoId: string; truth: unknown }): PlantedClip {
  return parseStored(PlantedClip, truth, 'VideoTruth.truth', videoId)
}
