import path from 'node:path'
import { expect, test } from 'vitest'
import { withoutServerPaths } from './server-paths'

test.each([
  [`${process.cwd()}/models/ours/model.onnx cannot be read.`, '…/model.onnx cannot be read.'],
  [`ENOENT: no such file, open '${path.resolve('package.json')}'`, "ENOENT: no such file, open '…/package.json'"],
  ['at load (/usr/lib/node/x.js:3:4)', 'at load (…/x.js:3:4)'],
  ['/tmp/a/b and /etc/passwd', '…/b and …/passwd'],
  ['C:\\Users\\me\\models\\x.onnx is no graph', '…\\x.onnx is no graph'],
])('a path of this machine is cut to its last part: %s', (text, told) => {
  expect(withoutServerPaths(text)).toBe(told)
})

test.each([
  'There is no such endpoint; see /api-docs.',
  'Send it to /api/uploads.',
  'http://gpu-1:8000/usr/lib/v1 did not answer.',
  'The manifest names "pairs/usr/a.mp4".',
  '3/4 of the files; tmp/a is relative.',
])('anything else stays as it is: %s', (text) => {
  expect(withoutServerPaths(text)).toBe(text)
})

test('no text stays no text', () => {
  expect(withoutServerPaths(null)).toBeNull()
})
