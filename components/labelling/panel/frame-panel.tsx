'use client'

import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ClipView, frameAt, isHeld, type ShownFrame, type Span, type ViewAction } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import { frameOf, marksOn, openProposals } from '../store'
import { useDispatch, useWorkspace, useWorkspaceStore } from '../store/workspace-context'
import styles from './frame-panel.module.css'
import { useFrameSource, useSuspectsAhead } from './frames'
import { MarkLayer } from './mark-layer'
import type { VideoRegistry } from './playback'

/** One anonymous clip: its header, its exact frame, and the boxes on it. */
export function FramePanel({ side, registry }: { side: ScreenSide; registry: VideoRegistry }) {
  const t = useTranslations('labelling')
  const store = useWorkspaceStore()
  const dispatch = useDispatch()
  const { video, index, playing, speed, still, focused, loop, view } = useWorkspace((state) => ({
    video: state.setup.pair.sides[side].video,
    index: state.player.frames[side],
    playing: state.player.playing,
    speed: state.player.speed,
    still: state.player.still,
    focused: state.player.focus === side,
    loop: state.player.loop,
    view: state.view,
  }))
  const held = useWorkspace(({ player }) => !player.still && isHeld(video, player.timeUs))
  const source = useFrameSource(video)
  useSuspectsAhead(source, side)
  const onShown = useCallback(
    (frame: ShownFrame) => dispatch({ type: 'shown', side, index: frame.index, origin: frame.origin }),
    [dispatch, side],
  )
  const onReady = useCallback((ready: (() => boolean) | null) => registry.register(side, ready), [registry, side])
  const onPresented = useCallback(
    (at: number) => dispatch({ type: 'player', action: { type: 'presented', side, index: at } }),
    [dispatch, side],
  )
  const onView = useCallback((action: ViewAction) => dispatch({ type: 'view', action }), [dispatch])
  const onActual = useCallback((actual: number) => onView({ type: 'measured', side, actual }), [onView, side])
  const range = useMemo<Span>(
    () =>
      loop
        ? { from: frameAt(video, loop.fromUs), to: frameAt(video, loop.toUs) }
        : { from: 0, to: video.ptsUs.length - 1 },
    [video, loop],
  )
  const timeUs = useCallback(() => store.getState().player.timeUs, [store])

  return (
    <section
      className={styles.panel}
      aria-label={t('panel', { side: t(side) })}
      data-focus={focused || undefined}
      data-side={side}
      onPointerDownCapture={() => dispatch({ type: 'player', action: { type: 'focus', side } })}
    >
      <PanelHeader side={side} held={held} />
      {source ? (
        <ClipView
          source={source}
          index={index}
          playback={still ? null : { playing, speed, timeUs, onReady, onPresented, range }}
          view={view}
          actual={view.actual[side]}
          onView={onView}
          onActual={onActual}
          onShown={onShown}
          placeholder={(failure) =>
            failure ? (
              <div className={styles.failure} role="alert">
                <strong>{t('frameFailed')}</strong>
                <span>{failure}</span>
                <button type="button" onClick={() => source.retry()}>
                  {t('retry')}
                </button>
              </div>
            ) : (
              <div className={styles.loading} role="status">
                {t('loadingFrame')}
              </div>
            )
          }
        >
          <MarkLayer side={side} />
        </ClipView>
      ) : (
        <div />
      )}
    </section>
  )
}

/** Side, frame and time of what is really on screen, and how much is marked on it. */
function PanelHeader({ side, held }: { side: ScreenSide; held: boolean }) {
  const t = useTranslations('labelling')
  const { index, last, ptsUs, marks, open, origin, attribution, hidden, awaited } = useWorkspace((state) => {
    const { ptsUs: table } = state.setup.pair.sides[side].video
    const at = frameOf(state, side)
    return {
      index: at,
      last: table.length - 1,
      ptsUs: table[at] ?? 0,
      marks: marksOn(state, side, at).length,
      open: openProposals(state, side, at).length,
      origin: state.origins[side],
      attribution: state.setup.asks !== 'preference',
      hidden: state.boxesHidden,
      awaited: state.player.playing || state.player.frames[side] === at ? null : state.player.frames[side],
    }
  })
  return (
    <header className={styles.header}>
      <strong>{t(side)}</strong>
      <span data-testid={`frame-index-${side}`} data-index={index}>
        {t('frameOf', { index, last })}
      </span>
      <span className={styles.faint}>{t('seconds', { value: (ptsUs / 1e6).toFixed(3) })}</span>
      {held && <span className={styles.held}>{t('held')}</span>}
      {awaited !== null && <span className={styles.awaited}>{t('decodingFrame', { index: awaited })}</span>}
      {origin === 'server' && <span className={styles.faint}>{t('serverFrame')}</span>}
      {hidden && <span className={styles.held}>{t('boxesHidden')}</span>}
      {attribution && (
        <span className={styles.counts}>
          <span data-none={marks === 0 || undefined}>{t('marks', { count: marks })}</span>
          {open > 0 && <span className={styles.faint}>{t('proposals', { count: open })}</span>}
        </span>
      )}
    </header>
  )
}
