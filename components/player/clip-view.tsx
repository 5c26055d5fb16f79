'use client'

import {
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { outgrows, REDUCED_SIDE } from '@/lib/domain/media'
import styles from './clip-view.module.css'
import { playFrames } from './clock'
import type { DecodedFrame } from './frames/frame-cache'
import type { Span } from './frames/frame-window'
import type { FrameSource } from './frames/source'
import { Loupe } from './loupe'
import { Stage } from './stage'
import { loupePlace, type ViewAction, type ViewState } from './store'
import type { VideoSurfaceProps } from './video-surface'

/** Something a source says, read again whenever a frame arrives or fails. */
export function useSource<Part>(source: FrameSource, read: () => Part): Part {
  return useSyncExternalStore(source.changes.subscribe, read, read)
}

/**
 * The source to paint from: where the clip is stepped through in a reduced copy, its own pixels while they are wanted.
 * @param index the frame that should be on screen
 * Source: docs/spec/player.md [PL11]
 */
export function usePixels(source: FrameSource, index: number, wanted: boolean): FrameSource {
  const exact = wanted ? source.exact : null
  useEffect(() => (exact ? () => exact.rest() : undefined), [exact])
  useEffect(() => exact?.seek(index), [exact, index])
  return exact ?? source
}

type FrameCanvasProps = {
  frame: DecodedFrame | null
  hidden?: boolean
  className?: string
  canvas?: RefObject<HTMLCanvasElement | null>
}

/** Paints one decoded frame at its picture's own size; CSS scales it. Keeps the last picture while `frame` is null. */
export function FrameCanvas({ frame, hidden = false, className, canvas }: FrameCanvasProps) {
  const own = useRef<HTMLCanvasElement>(null)
  const target = canvas ?? own
  useLayoutEffect(() => {
    const element = target.current
    if (!frame || !element) return
    const { picture } = frame
    if (element.width !== picture.width) element.width = picture.width
    if (element.height !== picture.height) element.height = picture.height
    element.getContext('2d', { alpha: false })?.drawImage(picture.image(), 0, 0, picture.width, picture.height)
    // Written here and nowhere else: it says what has been painted.
    element.dataset.frame = String(frame.index)
  }, [frame, target])
  return (
    <canvas
      ref={target}
      className={[styles.canvas, className].filter(Boolean).join(' ')}
      hidden={hidden}
      aria-hidden="true"
      data-testid="frame-canvas"
    />
  )
}

const loadSurface = () => import('./video-surface')
const VideoSurface = lazy(() => loadSurface().then(({ VideoSurface }) => ({ default: VideoSurface })))

/** The frame on screen; whatever is drawn over it belongs to this index. */
export type ShownFrame = { index: number; ptsUs: number; origin: 'browser' | 'server' | 'video' }

/** Playback of one clip; `range` holds the frames it goes over. */
export type Playback = Pick<VideoSurfaceProps, 'playing' | 'speed' | 'timeUs' | 'onPresented' | 'onReady'> & {
  range: Span
}

export type ClipViewProps = {
  source: FrameSource
  /** The source index that should be on screen. */
  index: number
  /** Null for a single frame. */
  playback: Playback | null
  view: Omit<ViewState, 'compare' | 'wipe' | 'actual'>
  /** The zoom at which one pixel of the clip is one of the screen's. */
  actual: number
  onView: (action: ViewAction) => void
  onActual?: (zoom: number) => void
  onShown: (frame: ShownFrame) => void
  /** What is drawn over the frame, in its coordinates. */
  children?: ReactNode
  /** Said while the first frame is on its way, or when one cannot come. */
  placeholder: (failure: string | null) => ReactNode
}

/**
 * One clip: the exact decoded frame when paused or stepped. It plays from decoded frames as long as they are all in
 * memory, so that what is on screen is the clock's frame; else by video.js. Source: docs/spec/player.md [PL5]
 */
export function ClipView(props: ClipViewProps) {
  const { source, index, playback, view, actual, onView, onActual, onShown, children, placeholder } = props
  const { video } = source
  const playing = playback?.playing ?? false
  const [broken, setBroken] = useState(false)
  const [moving, setMoving] = useState(false)
  const [drawn, setDrawn] = useState(false)
  const canvas = useRef<HTMLCanvasElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const closer = !playing && (view.loupe || outgrows(video, REDUCED_SIDE, view.zoom, actual))
  const pixels = usePixels(source, index, closer)
  const frame = useSource(pixels, () => pixels.peek(index))
  const failure = useSource(pixels, () => pixels.failure(index))
  const url = useSource(source, () => source.playUrl())
  const range = playback?.range
  const held = useSource(source, () => source.fits() || (range !== undefined && source.holds(range)))
  const byFrames = broken || held

  useEffect(() => {
    if (!playing || byFrames) source.seek(index)
  }, [source, index, playing, byFrames])

  useLayoutEffect(() => {
    // The paused video stays until the exact frame can take its place: header and boxes never lie over another picture.
    if (byFrames || (!playing && frame)) setMoving(false)
    if (!frame || (playing && moving && !byFrames)) return
    setDrawn(true)
    onShown(frame)
  }, [frame, playing, moving, byFrames, onShown])

  // Frame pairs need no video, but a clip may come after them when the network is gone.
  useEffect(() => void loadSurface().catch(() => undefined), [])

  usePlayedFrames(source, playback, byFrames)

  function presented(at: number): void {
    setMoving(true)
    playback?.onPresented(at)
    onShown({ index: at, ptsUs: video.ptsUs[at] ?? 0, origin: 'video' })
  }

  const onCanvas = !moving || byFrames
  return (
    <Stage width={video.width} height={video.height} view={view} onView={onView} {...(onActual && { onActual })}>
      <div ref={surface} className={styles.picture}>
        {playback && !byFrames && url !== null && (
          <Suspense>
            <VideoSurface
              {...playback}
              url={url}
              video={video}
              fileUs={() => source.fileUs()}
              onPresented={presented}
              onError={() => setBroken(true)}
            />
          </Suspense>
        )}
        <FrameCanvas frame={frame} hidden={!onCanvas || !drawn} canvas={canvas} />
      </div>
      {(drawn || moving) && children}
      {view.loupe && drawn && (
        <Loupe
          at={loupePlace(view)}
          picture={() =>
            onCanvas ? pixelsOn(canvas, frame, source) : (surface.current?.querySelector('video') ?? null)
          }
          version={frame ?? index}
        />
      )}
      {((onCanvas && !drawn) || (failure && !frame && !(playing && moving))) && (
        <div className={styles.placeholder} data-over={drawn || undefined}>
          {placeholder(failure)}
        </div>
      )}
    </Stage>
  )
}

/** Plays the clip from its decoded frames as long as that is how it plays. */
function usePlayedFrames(source: FrameSource, playback: Playback | null, byFrames: boolean): void {
  const latest = useRef(playback)
  useEffect(() => {
    latest.current = playback
  })
  const played = playback !== null
  useEffect(() => {
    if (!played || !byFrames) return
    return playFrames(source, () => latest.current)
  }, [source, played, byFrames])
}

/** What is on the canvas, unless it is still a reduced copy: nothing is looked at closely in that. */
function pixelsOn(canvas: RefObject<HTMLCanvasElement | null>, frame: DecodedFrame | null, { exact }: FrameSource) {
  return frame || !exact ? canvas.current : null
}
