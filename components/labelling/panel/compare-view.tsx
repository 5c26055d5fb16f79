'use client'

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'
import {
  BoxOutlines,
  FrameCanvas,
  type FrameSource,
  Stage,
  usePixels,
  useSource,
  type ViewAction,
} from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import { outgrows, REDUCED_SIDE } from '@/lib/domain/media'
import { frameOf } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './compare-view.module.css'
import { useFrameSource } from './frames'
import { useLayerBoxes } from './mark-layer'

/** Both frames in one place: cut at an edge that moves, or subtracted from each other. Lies over both panels. */
export function CompareView() {
  const { compare } = useWorkspace((state) => ({ compare: state.view.compare }))
  return compare === 'side-by-side' ? null : <Overlay />
}

function Overlay() {
  const { left, right } = useWorkspace(({ setup }) => ({
    left: setup.pair.sides.left.video,
    right: setup.pair.sides.right.video,
  }))
  const below = useFrameSource(left)
  const above = useFrameSource(right)
  return below && above ? <Compared below={below} above={above} /> : null
}

function Compared({ below, above }: { below: FrameSource; above: FrameSource }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const area = useRef<HTMLDivElement>(null)
  const { view, playing, left, right } = useWorkspace((state) => ({
    view: state.view,
    playing: state.player.playing,
    left: frameOf(state, 'left'),
    right: frameOf(state, 'right'),
  }))
  const wipe = view.compare === 'wipe'
  const [actual, setActual] = useState(view.actual.left)
  /** Both lie in one place, so that they fill the same pixels of the screen whatever their own are. */
  const closer = ({ video }: FrameSource) => {
    const own = (actual * video.width) / below.video.width
    return !playing && (!wipe || outgrows(video, REDUCED_SIDE, view.zoom, own))
  }
  const lowerPixels = usePixels(below, left, closer(below))
  const upperPixels = usePixels(above, right, closer(above))
  const lower = useSource(lowerPixels, () => lowerPixels.peek(left))
  const upper = useSource(upperPixels, () => upperPixels.peek(right))
  const onView = useCallback((action: ViewAction) => dispatch({ type: 'view', action }), [dispatch])
  const percent = `${view.wipe * 100}%`

  return (
    <section className={styles.overlay} aria-label={t(`compare.${view.compare}`)} data-testid="compare-view">
      <header className={styles.header}>
        <span>
          <strong>{t('left')}</strong> {lower ? t('frameOf', at(lower.index, below)) : t('loadingFrame')}
        </span>
        <span className={styles.what}>{t(wipe ? 'wipeHint' : 'differenceHint', { times: AMPLIFIED })}</span>
        <span>
          <strong>{t('right')}</strong> {upper ? t('frameOf', at(upper.index, above)) : t('loadingFrame')}
        </span>
      </header>
      <Stage width={below.video.width} height={below.video.height} view={view} onView={onView} onActual={setActual}>
        <div
          ref={area}
          className={styles.pictures}
          data-view={view.compare}
          style={{ '--times': AMPLIFIED } as CSSProperties}
        >
          <FrameCanvas frame={lower} />
          <div className={styles.upper} style={wipe ? { clipPath: `inset(0 0 0 ${percent})` } : undefined}>
            <FrameCanvas frame={upper} />
          </div>
        </div>
        <SideBoxes
          side="left"
          name={wipe ? null : t('left')}
          clip={wipe ? `inset(0 ${(1 - view.wipe) * 100}% 0 0)` : null}
        />
        <SideBoxes side="right" name={wipe ? null : t('right')} clip={wipe ? `inset(0 0 0 ${percent})` : null} />
        {wipe && <WipeEdge at={view.wipe} area={area} onView={onView} />}
      </Stage>
    </section>
  )
}

type WipeEdgeProps = { at: number; area: RefObject<HTMLElement | null>; onView: (action: ViewAction) => void }

/** Where one picture ends and the other begins, to be dragged or moved by arrows. */
function WipeEdge({ at, area, onView }: WipeEdgeProps) {
  const t = useTranslations('labelling')

  function drag(event: PointerEvent): void {
    const rect = area.current?.getBoundingClientRect()
    if (rect && event.buttons === 1) onView({ type: 'wipe', at: (event.clientX - rect.left) / rect.width })
  }

  function press(event: KeyboardEvent): void {
    const to = wipeKey(event.key, at, event.shiftKey)
    if (to === null) return
    event.preventDefault()
    onView({ type: 'wipe', at: to })
  }

  return (
    <div
      className={styles.edge}
      style={{ left: `${at * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={t('wipeEdge')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  )
}

/** The boxes of one side over that part of the place where its picture is seen; `name` where both are. */
function SideBoxes({ side, name, clip }: { side: ScreenSide; name: string | null; clip: string | null }) {
  const boxes = useLayerBoxes(side)
  const named = useMemo(
    () => (name === null ? boxes : boxes.map((item) => ({ ...item, caption: `${name} · ${item.caption}` }))),
    [boxes, name],
  )
  return (
    <div
      className={styles.boxes}
      style={clip ? { clipPath: clip } : undefined}
      aria-hidden="true"
      data-testid="side-boxes"
    >
      <BoxOutlines boxes={named} />
    </div>
  )
}

/** How much the difference is brightened: a step of one level of 255 is otherwise not seen. */
const AMPLIFIED = 6
const WIPE_STEP = 0.02

function wipeKey(key: string, wipe: number, far: boolean): number | null {
  const step = far ? WIPE_STEP * 5 : WIPE_STEP
  if (key === 'ArrowLeft') return wipe - step
  if (key === 'ArrowRight') return wipe + step
  if (key === 'Home') return 0
  return key === 'End' ? 1 : null
}

function at(index: number, { video }: FrameSource): { index: number; last: number } {
  return { index, last: video.ptsUs.length - 1 }
}
