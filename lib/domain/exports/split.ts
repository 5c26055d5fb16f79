import { z } from 'zod'
import { createRng } from '@/lib/domain/shared'
import { SPLITS, type Split } from './canonical'
import { compare } from './frame-answers'

/** Shares of prompt groups per split; they sum to 1. */
export const SplitRatios = z
  .object({
    train: z.number().gt(0).max(1).default(0.8),
    validation: z.number().min(0).max(1).default(0.1),
    test: z.number().min(0).max(1).default(0.1),
  })
  .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9, {
    message: 'The three split ratios must sum to 1.',
  })
export type SplitRatios = z.infer<typeof SplitRatios>

export type SplitItem = { promptGroup: string; videoSha256s: readonly string[] }
type Cluster = { key: string; groups: string[]; position: number }

/**
 * Gives every prompt group a split. Groups that share a video's content go together.
 * @returns prompt group → split, the same for the same seed and groups in any order
 * Source: docs/spec/splits.md [SP1]–[SP5]
 */
export function assignSplits(items: readonly SplitItem[], ratios: SplitRatios, seed: string): Map<string, Split> {
  const clusters = clusterGroups(items).map((groups) => {
    const key = groups[0] ?? ''
    return { key, groups, position: createRng(`${seed}\n${key}`).next() }
  })
  const bySplit: Record<Split, Cluster[]> = { train: [], validation: [], test: [] }
  for (const cluster of clusters) bySplit[splitAt(cluster.position, ratios)].push(cluster)
  fillEmpty(bySplit, ratios)
  return new Map(
    SPLITS.flatMap((split) => bySplit[split].flatMap(({ groups }) => groups.map((group) => [group, split]))),
  )
}

function splitAt(position: number, { train, validation }: SplitRatios): Split {
  if (position < train) return 'train'
  return position < train + validation ? 'validation' : 'test'
}

/** [SP4] [SP5] An empty split takes the nearest cluster of the fullest split, as long as that keeps one itself. */
function fillEmpty(bySplit: Record<Split, Cluster[]>, ratios: SplitRatios): void {
  const middle = {
    train: ratios.train / 2,
    validation: ratios.train + ratios.validation / 2,
    test: 1 - ratios.test / 2,
  }
  for (const split of SPLITS) {
    if (bySplit[split].length > 0 || ratios[split] === 0) continue
    const [donor] = SPLITS.filter((other) => other !== split).sort((a, b) => bySplit[b].length - bySplit[a].length)
    const keep = split === 'train' ? 0 : 1
    if (!donor || bySplit[donor].length <= keep) continue
    const distance = (cluster: Cluster) => Math.abs(cluster.position - middle[split])
    const [moved] = [...bySplit[donor]].sort((a, b) => distance(a) - distance(b) || compare(a.key, b.key))
    if (!moved) continue
    bySplit[donor] = bySplit[donor].filter((cluster) => cluster !== moved)
    bySplit[split].push(moved)
  }
}

/** Connected groups, each sorted, named by its first member. */
function clusterGroups(items: readonly SplitItem[]): string[][] {
  const parent = new Map<string, string>()
  function root(group: string): string {
    let current = group
    while (parent.get(current) !== current) current = parent.get(current) ?? current
    parent.set(group, current)
    return current
  }
  const ownerOfVideo = new Map<string, string>()
  for (const { promptGroup, videoSha256s } of items) {
    if (!parent.has(promptGroup)) parent.set(promptGroup, promptGroup)
    for (const sha256 of videoSha256s) {
      const owner = ownerOfVideo.get(sha256)
      if (owner === undefined) ownerOfVideo.set(sha256, promptGroup)
      else parent.set(root(promptGroup), root(owner))
    }
  }
  const clusters = new Map<string, string[]>()
  for (const group of [...parent.keys()].sort(compare)) {
    const key = root(group)
    clusters.set(key, [...(clusters.get(key) ?? []), group])
  }
  return [...clusters.values()]
}
