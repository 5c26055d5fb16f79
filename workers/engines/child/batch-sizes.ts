/** Sizes of the batches of one clip: each twice the one before, until they have reached the most. */
export function* batchSizes(first: number, most: number): Generator<number, never> {
  for (let size = Math.min(first, most); ; size = Math.min(size * 2, most)) yield size
}
