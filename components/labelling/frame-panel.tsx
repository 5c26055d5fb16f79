'use client'

import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ClipView, frameAt, isHeld, type ShownFrame, type Span, type ViewAction } from '@/components/player'
import type { ScreenSide } from '@/lib/domain/labelling'
import styles from './frame-panel.module.css'
import { useFrameSource, useSuspectsAhead } from './frames'
import { MarkLayer } from './mark-layer'
import { PanelHeader } from './panel-header'
import type { VideoRegistry } from './playback'
import { useDispatch, useWorkspace, useWorkspaceStore } from './workspace-context'

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
