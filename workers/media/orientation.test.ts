import { expect, test } from 'vitest'
import { orientRgb, readDisplayMatrix, writeDisplayMatrix } from './orientation'

// Three pixels a row, two rows: A B C / D E F.
const SOURCE = pixels('ABCDEF')

function pixels(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 1, 2]))
}

function letters(data: Uint8Array): string {
  return String.fromCharCode(...data.filter((_, at) => at % 3 === 0))
}

test.each([
  [0, false, 'ABCDEF'],
  [90, false, 'DAEBFC'],
  [180, false, 'FEDCBA'],
  [270, false, 'CFBEAD'],
  [0, true, 'CBAFED'],
  [90, true, 'ADBECF'],
  [180, true, 'DEFABC'],
  [270, true, 'FCEBDA'],
] as const)('[FR12] %d° clockwise, mirrored %s', (rotation, mirrored, wanted) => {
  expect(letters(orientRgb(SOURCE, 3, 2, { rotation, mirrored }))).toBe(wanted)
})

test.each([0, 90, 180, 270] as const)('[FR12] a matrix of %d° reads back', (rotation) => {
  expect(readDisplayMatrix(writeDisplayMatrix(rotation))).toEqual({ rotation, mirrored: false })
})

test('[FR12] a mirrored matrix is told from a turned one', () => {
  const matrix = writeDisplayMatrix(0)
  matrix.writeInt32LE(-65_536, 0)
  expect(readDisplayMatrix(matrix)).toEqual({ rotation: 0, mirrored: true })
  expect(readDisplayMatrix(null)).toEqual({ rotation: 0, mirrored: false })
})
