'use client'

import 'video.js/dist/video-js.css'
import { useEffect, useRef } from 'react'
import videojs from 'video.js'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import styles from './clip-view.module.css'
import { ClockFollower } from './clock-follower'

export type VideoSurfaceProps = {
  video: PlayableVideo
  /** What is played: the file in memory, or where it lies. */
  url: string
  /** Time of each source index in the file, µs, where it is known. */
  fileUs: () => readonly number[] | null
  playing: boolean
  speed: number
  /** The clock's media time, µs. */
  timeUs: () => number
  /** The source index that playback just put on screen. */
  onPresented: (index: number) => void
  /** Tells the clock whether this video moves. Called with null when it leaves. */
  onReady: (ready: (() => boolean) | null) => void
  onError: () => void
}

/** Playback of one clip by video.js, following the clock. It has no controls of its own. */
export function VideoSurface(props: VideoSurfaceProps) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const follower = useRef<ClockFollower | null>(null)
  const { url } = props
  const { contentType } = props.video

  useEffect(() => {
    const element = document.createElement('video-js')
    host.current?.append(element)
    const player = videojs(element, {
      controls: false,
      preload: 'auto',
      muted: true,
      playsinline: true,
      fill: true,
      errorDisplay: false,
    })
    player.src({ src: url, type: contentType })
    player.on('error', () => latest.current.onError())
    const media = element.querySelector('video')
    if (media) {
      const following = new ClockFollower(media, () => latest.current)
      follower.current = following
      latest.current.onReady(() => following.isReady())
    }
    return () => {
      follower.current?.stop()
      follower.current = null
      latest.current.onReady(null)
      player.dispose()
    }
  }, [url, contentType])

  useEffect(() => {
    follower.current?.update()
  })

  return <div ref={host} className={styles.video} aria-hidden="true" />
}
