import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { LayerBox } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { labelColour } from './label-colour'
import { frameOf, marksOn, openProposals } from './store'
import { useWorkspace } from './workspace-context'

const NONE: readonly LayerBox[] = []

/** The boxes of the frame on screen, none while they are hidden: marks, computed ones, open proposals with their probability. */
export function useLayerBoxes(side: ScreenSide): readonly LayerBox[] {
  const t = useTranslations('labelling')
  const { frameIndex, labels, hidden } = useWorkspace((state) => ({
    frameIndex: frameOf(state, side),
    labels: state.labels,
    hidden: state.boxesHidden,
  }))
  const marks = useWorkspace((state) => marksOn(state, side, frameIndex))
  const proposals = useWorkspace((state) => openProposals(state, side, frameIndex))
  const between = t('between')

  return useMemo((): readonly LayerBox[] => {
    if (hidden) return NONE
    const find = (key: string) => labels.find((label) => label.key === key)
    return [
      ...proposals.flatMap(({ id, labelKey, box, probability }) => {
        if (!box) return []
        const caption = `${captionOf(find(labelKey), labelKey)} ${probability.toFixed(2)}`
        return [{ id, box, caption, colour: labelColour(find(labelKey)), kind: 'proposal' as const }]
      }),
      ...marks.flatMap(({ id, labelKey, box, interpolated }) => {
        if (!box) return []
        const named = captionOf(find(labelKey), labelKey)
        const caption = interpolated ? `${named} · ${between}` : named
        const kind = interpolated ? ('between' as const) : ('mark' as const)
        return [{ id, box, caption, colour: labelColour(find(labelKey)), kind }]
      }),
    ]
  }, [hidden, labels, marks, proposals, between])
}

function captionOf(label: TaxonomyLabel | undefined, key: string): string {
  return label ? `${label.hotkey.toUpperCase()} ${label.name}` : key
}
