import { type Box, iou, sum } from '@/lib/domain/shared'
import type { NormalisedCorners } from './canonical'
import { compare } from './frame-answers'

/** Overlap from which two annotators' boxes are taken to show the same region (our choice, as REACT's box check). */
export const SAME_REGION_IOU = 0.3

export type OwnedBox = { annotatorId: string; box: Box }
type Cluster = OwnedBox[]

/**
 * The boxes of one label on one frame: the medoid of every region that more than half of
 * `annotatorCount` drew, or of the region with most annotators when none reaches that.
 * @param boxes what the annotators who named the label drew, in any order
 * @param annotatorCount how many annotators named the label
 * Source: docs/spec/export.md [EX8] [EX9]
 */
export function consensusBoxes(boxes: readonly OwnedBox[], annotatorCount: number): Box[] {
  const clusters = clusterRegions(boxes)
  const supported = clusters.filter((cluster) => cluster.length * 2 > annotatorCount)
  if (supported.length > 0) return supported.map(medoid).sort(compareBoxes)
  const most = Math.max(0, ...clusters.map((cluster) => cluster.length))
  const best = clusters.find((cluster) => cluster.length === most)
  return best ? [medoid(best)] : []
}

/** Greedy over a fixed order; a region contains at most one box of each annotator. */
function clusterRegions(boxes: readonly OwnedBox[]): Cluster[] {
  const ordered = [...boxes].sort((a, b) => compare(a.annotatorId, b.annotatorId) || compareBoxes(a.box, b.box))
  const clusters: Cluster[] = []
  for (const owned of ordered) {
    let best: Cluster | null = null
    let bestOverlap = SAME_REGION_IOU
    for (const cluster of clusters) {
      if (cluster.some((member) => member.annotatorId === owned.annotatorId)) continue
      const overlap = sum(cluster.map((member) => iou(member.box, owned.box))) / cluster.length
      if (overlap >= bestOverlap && (best === null || overlap > bestOverlap)) {
        best = cluster
        bestOverlap = overlap
      }
    }
    if (best) best.push(owned)
    else clusters.push([owned])
  }
  return clusters
}

/** The drawn box closest to all others of its region: a box that a person drew, never an average. */
function medoid(cluster: Cluster): Box {
  const scored = cluster.map(({ box }) => ({ box, closeness: sum(cluster.map((other) => iou(box, other.box))) }))
  const [first] = scored.sort((a, b) => b.closeness - a.closeness || compareBoxes(a.box, b.box))
  if (!first) throw new RangeError('medoid of no boxes')
  return first.box
}

function compareBoxes(a: Box, b: Box): number {
  return a.x - b.x || a.y - b.y || a.w - b.w || a.h - b.h
}

/** Corners within 0–1, rounded to six decimals so that a sum like 0.1 + 0.2 prints the same everywhere. */
export function toCorners({ x, y, w, h }: Box): NormalisedCorners {
  return [round6(x), round6(y), round6(Math.min(1, x + w)), round6(Math.min(1, y + h))]
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
