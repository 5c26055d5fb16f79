import type { z } from 'zod'
import type { Filmstrip } from '@/lib/contracts/http/media'
import styles from './filmstrip-image.module.css'

type FilmstripImageProps = {
  filmstrip: z.infer<typeof Filmstrip>
  /** What it shows; left out where the text around it already says so. */
  label?: string
  height?: number
  /** At most so many pictures, evenly chosen, for narrow places. */
  most?: number
}

/** Places of `most` cells, evenly spread, first and last included. */
function chosenPlaces(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, place) => place)
  if (most < 2) return [0]
  return Array.from({ length: most }, (_, slot) => Math.round((slot * (count - 1)) / (most - 1)))
}

/** The thumbnails of a clip in one row, spread over the width there is; each is cropped to its middle. */
export function FilmstripImage({ filmstrip, label, height = 48, most = 24 }: FilmstripImageProps) {
  const { url, frameIndices, cellWidth, cellHeight } = filmstrip
  const shownWidth = (cellWidth * height) / cellHeight
  const stripWidth = frameIndices.length * shownWidth
  const places = chosenPlaces(frameIndices.length, most)
  return (
    <div
      className={styles.strip}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      style={{ height, maxWidth: places.length * shownWidth }}
    >
      {places.map((place) => (
        <i
          key={place}
          style={{
            backgroundImage: `url("${url}")`,
            backgroundSize: `${stripWidth}px ${height}px`,
            // 50 % puts the middle of the whole strip in the middle of the cell.
            backgroundPosition: `calc(50% + ${stripWidth / 2 - (place + 0.5) * shownWidth}px) 0`,
          }}
        />
      ))}
    </div>
  )
}
