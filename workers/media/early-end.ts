import { NO_PTS, ticksToUs } from './ffmpeg'
import type { Survey } from './survey'
import type { VideoSource } from './video-source'
import { hasAudio } from './video-tracks'

const SLACK_FRAMES = 2

/** True when the container promises more frames, or a longer time, than came. Source: docs/spec/frames.md [FR10] */
export function endsEarly({ format, stream }: VideoSource, survey: Survey, container: string): boolean {
  if (container === 'mp4' || container === 'mov') {
    return Number(stream.nbFrames) > survey.packets.length + SLACK_FRAMES
  }
  // Matroska states the length of the longest track only; with sound that may not be the picture.
  if ((container !== 'webm' && container !== 'mkv') || hasAudio(format) || format.duration === NO_PTS) return false
  const first = survey.frames[0]
  const last = survey.frames.at(-1)
  if (!first || !last || survey.frames.length < 2) return false
  const spanUs = ticksToUs(last.pts - first.pts, stream.timeBase)
  const frameUs = spanUs / (survey.frames.length - 1)
  const endUs = ticksToUs(last.pts, stream.timeBase) + frameUs
  return Number(format.duration) > endUs + SLACK_FRAMES * frameUs
}
