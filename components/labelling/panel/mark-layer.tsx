'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { BoxLayer, type LayerBox } from '@/components/player'
import { labelCss } from '@/components/taxonomy/label-mark'
import type { ScreenSide } from '@/lib/domain/labelling'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { frameOf, marksOn, newId, openProposals, selectedOn, waitingMark } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'

/** The boxes of the frame on screen, and what draws and changes them. */
export function MarkLayer({ side }: { side: ScreenSide }) {
  const dispatch = useDispatch()
  const { frameIndex, editable, labels, selectedId, activeLabel, playing, awaitsBox } = useWorkspace((state) => {
    const at = frameOf(state, side)
    return {
      frameIndex: at,
      editable: state.setup.editable && state.setup.asks !== 'preference',
      labels: state.labels,
      selectedId: selectedOn(state),
      activeLabel: state.activeLabel,
      playing: state.player.playing,
      awaitsBox: waitingMark(state, side, at) !== undefined,
    }
  })
  const boxes = useLayerBoxes(side)
  return (
    <BoxLayer
      boxes={boxes}
      selectedId={selectedId}
      frameIndex={frameIndex}
      editable={editable && !playing}
      draws={awaitsBox ? 'always' : activeLabel ? 'outside-marks' : 'outside-boxes'}
      drawColour={activeLabel ? labelCss(labels.find(({ key }) => key === activeLabel)?.colour) : 'var(--ink)'}
      onSelect={(id) => dispatch({ type: 'select', id })}
      onDraw={(box) => dispatch({ type: 'draw', side, frameIndex, box, id: newId() })}
      onChange={(id, box) => dispatch({ type: 'change-box', id, box, newId: newId() })}
    />
  )
}

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
        return [{ id, box, caption, colour: labelCss(find(labelKey)?.colour), kind: 'proposal' as const }]
      }),
      ...marks.flatMap(({ id, labelKey, box, interpolated }) => {
        if (!box) return []
        const named = captionOf(find(labelKey), labelKey)
        const caption = interpolated ? `${named} · ${between}` : named
        const kind = interpolated ? ('between' as const) : ('mark' as const)
        return [{ id, box, caption, colour: labelCss(find(labelKey)?.colour), kind }]
      }),
    ]
  }, [hidden, labels, marks, proposals, between])
}

function captionOf(label: TaxonomyLabel | undefined, key: string): string {
  return label ? `${label.hotkey.toUpperCase()} ${label.name}` : key
}
