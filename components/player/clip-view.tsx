'use client'

import {
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import styles from './clip-view.module.css'
import { FrameCanvas } from './frame-canvas'
import type { FrameSource } from './frames/frame-source'
import { frameAt } from './store'
import type { VideoSurfaceProps } from './video-surface'

const VideoSurface = lazy(() => import('./video-surface').then(({ VideoSurface }) => ({ default: VideoSurface })))

/** The frame on screen; whatever is drawn over it belongs to this index. */
export type ShownFrame = { index: number; ptsUs: number; origin: 'browser' | 'server' | 'video' }

export type ClipViewProps = {
  source: FrameSource
  /** The source index that should be on screen. */
  index: number
  /** Playback, or null for a single frame. */
  playback: Pick<VideoSurfaceProps, 'playing' | 'speed' | 'timeUs' | 'onPresented' | 'onReady'> | null
  onShown: (frame: ShownFrame) => void
  /** What is drawn over the frame, in its coordinates. */
  children?: ReactNode
  /** Said while the first frame is on its way, or when it cannot come. */
  placeholder: (failure: string | null) => ReactNode
}

/** Between two pictures of a clip that is played from decoded frames. */
const REFRESH_MS = 30

/** One clip: the exact decoded frame when paused or stepped, video.js while playing. */
export function ClipView({ source, index, playback, onShown, children, placeholder }: ClipViewProps) {
  const { video } = source
  const playing = playback?.playing ?? false
  const [broken, setBroken] = useState(false)
  const [moving, setMoving] = useState(false)
  const frame = useSyncExternalStore(
    source.subscribe,
    () => source.peek(index),
    () => null,
  )
  const failure = useSyncExternalStore(
    source.subscribe,
    () => source.failure(index),
    () => null,
  )
  const [drawn, setDrawn] = useState(false)

  useEffect(() => {
    if (!playing || broken) source.seek(index)
  }, [source, index, playing, broken])

  useLayoutEffect(() => {
    if (!frame || (playing && moving)) return
    if (!playing) setMoving(false)
    setDrawn(true)
    onShown(frame)
  }, [frame, playing, moving, onShown])

  // A clip that the browser's own player refuses is played from decoded frames.
  const latest = useRef(playback)
  useEffect(() => {
    latest.current = playback
  })
  useEffect(() => {
    if (!playing || !broken) return
    const timer = setInterval(() => {
      const now = latest.current
      now?.onPresented(frameAt(video, now.timeUs()))
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [playing, broken, video])

  function presented(at: number): void {
    setMoving(true)
    playback?.onPresented(at)
    onShown({ index: at, ptsUs: video.ptsUs[at] ?? 0, origin: 'video' })
  }

  return (
    <div className={styles.fit}>
      <div className={styles.frame} style={{ '--w': video.width, '--h': video.height } as React.CSSProperties}>
        {playback && !broken && (
          <Suspense>
            <VideoSurface
              {...playback}
              video={video}
              fileUs={source.fileUs}
              onPresented={presented}
              onError={() => setBroken(true)}
            />
          </Suspense>
        )}
        <FrameCanvas frame={frame} hidden={moving || !drawn} />
        {!drawn && !moving && <div className={styles.placeholder}>{placeholder(failure)}</div>}
        {(drawn || moving) && children}
      </div>
    </div>
  )
}
