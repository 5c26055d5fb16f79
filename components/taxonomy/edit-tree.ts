import type { TaxonomyAspect, TaxonomyLabel, TaxonomyTree } from '@/lib/domain/taxonomy'
import { blankAspect, blankLabel, keyOfName } from './blanks'

/** Indices into the tree; `label` null is the aspect itself. */
export type Place = { aspect: number; label: number | null }
export type Editing = {
  tree: TaxonomyTree
  selected: Place
  /** Keys of labels that were published once: answers and exports carry them. */
  fixedKeys: ReadonlySet<string>
}

export type Edit =
  | { type: 'select'; place: Place }
  | { type: 'change-label'; change: Partial<TaxonomyLabel> }
  | { type: 'change-aspect'; change: Partial<Pick<TaxonomyAspect, 'key' | 'name'>> }
  | { type: 'add-label'; aspect: number }
  | { type: 'add-aspect' }
  | { type: 'remove' }
  | { type: 'move'; by: -1 | 1 }

/** The edits of a taxonomy in the editor. The tree may be wrong in between; `taxonomyProblems` says where. */
export function edit(state: Editing, action: Edit): Editing {
  switch (action.type) {
    case 'select':
      return { ...state, selected: action.place }
    case 'change-label':
      return onSelectedLabel(state, (labels, at) =>
        labels.map((label, index) => (index === at ? follow(label, action.change, state.fixedKeys) : label)),
      )
    case 'change-aspect':
      return onAspects(state, (aspects) =>
        aspects.map((aspect, index) =>
          index === state.selected.aspect ? follow(aspect, action.change, state.fixedKeys) : aspect,
        ),
      )
    case 'add-label':
      return addLabel(state, action.aspect)
    case 'add-aspect': {
      const added = onAspects(state, (aspects) => [...aspects, blankAspect(state.tree)])
      return { ...added, selected: { aspect: state.tree.aspects.length, label: null } }
    }
    case 'remove':
      return remove(state)
    case 'move':
      return move(state, action.by)
  }
}

/** A key that was made from the name follows the name, until it is published. */
function follow<T extends { key: string; name: string }>(
  entry: T,
  change: Partial<NoInfer<T>>,
  fixedKeys: ReadonlySet<string>,
): T {
  const follows = entry.key === keyOfName(entry.name) && !fixedKeys.has(entry.key)
  if (change.name === undefined || change.key !== undefined || !follows) return { ...entry, ...change }
  return { ...entry, ...change, key: keyOfName(change.name) }
}

function onAspects(state: Editing, change: (aspects: TaxonomyAspect[]) => TaxonomyAspect[]): Editing {
  return { ...state, tree: { ...state.tree, aspects: change(state.tree.aspects) } }
}

function onSelectedLabel(state: Editing, change: (labels: TaxonomyLabel[], at: number) => TaxonomyLabel[]): Editing {
  const { aspect: chosen, label } = state.selected
  if (label === null) return state
  return onAspects(state, (aspects) =>
    aspects.map((aspect, index) => (index === chosen ? { ...aspect, labels: change(aspect.labels, label) } : aspect)),
  )
}

function addLabel(state: Editing, chosen: number): Editing {
  const added = onAspects(state, (aspects) =>
    aspects.map((aspect, index) =>
      index === chosen ? { ...aspect, labels: [...aspect.labels, blankLabel(state.tree)] } : aspect,
    ),
  )
  return { ...added, selected: { aspect: chosen, label: state.tree.aspects[chosen]?.labels.length ?? 0 } }
}

function remove(state: Editing): Editing {
  const { aspect, label } = state.selected
  if (label === null) {
    const removed = onAspects(state, (aspects) => aspects.filter((_, index) => index !== aspect))
    return { ...removed, selected: { aspect: Math.max(0, aspect - 1), label: null } }
  }
  const removed = onSelectedLabel(state, (labels, at) => labels.filter((_, index) => index !== at))
  return { ...removed, selected: { aspect, label: label > 0 ? label - 1 : null } }
}

/** A label moves within its aspect and, at the edge, into the neighbouring one; an aspect moves as a whole. */
function move(state: Editing, by: -1 | 1): Editing {
  const { aspect, label } = state.selected
  const { aspects } = state.tree
  const target = aspect + by
  if (label === null) {
    if (!aspects[target]) return state
    return { ...onAspects(state, (all) => swap(all, aspect, target)), selected: { aspect: target, label: null } }
  }
  const labels = aspects[aspect]?.labels ?? []
  if (labels[label + by]) {
    const moved = onSelectedLabel(state, (all, at) => swap(all, at, at + by))
    return { ...moved, selected: { aspect, label: label + by } }
  }
  const moving = labels[label]
  const neighbour = aspects[target]
  if (!moving || !neighbour) return state
  const at = by === 1 ? 0 : neighbour.labels.length
  const taken = onSelectedLabel(state, (all, index) => all.filter((_, other) => other !== index))
  const placed = onAspects(taken, (all) =>
    all.map((each, index) => (index === target ? { ...each, labels: each.labels.toSpliced(at, 0, moving) } : each)),
  )
  return { ...placed, selected: { aspect: target, label: at } }
}

function swap<T>(entries: readonly T[], from: number, to: number): T[] {
  const [moving] = entries.slice(from, from + 1)
  return moving === undefined ? [...entries] : entries.toSpliced(from, 1).toSpliced(to, 0, moving)
}
