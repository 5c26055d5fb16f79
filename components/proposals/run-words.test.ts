import { expect, test } from 'vitest'
import { evaluationWords, histogramEmptyWords, providerWords, readProviderReason } from './run-words'

const none = { total: 3, queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 }
const queued = { state: 'queued' as const, provider: null, videos: { ...none, queued: 3 } }
const failed = { state: 'failed' as const, provider: null, videos: { ...none, failed: 3 } }
const done = { state: 'done' as const, provider: 'cpu', videos: { ...none, done: 3 } }

test('a run that ended without a score does not promise any', () => {
  expect(histogramEmptyWords(failed)).toBe('histogramNever')
  expect(providerWords(failed)).toBe('providerNever')
  expect(evaluationWords(failed, [])).toBe('evaluationNever')
})

test('a run that waits does', () => {
  expect(histogramEmptyWords(queued)).toBe('histogramEmpty')
  expect(providerWords(queued)).toBe('providerUnknown')
  expect(evaluationWords(queued, undefined)).toBe('evaluationLater')
})

test('only of a run that finished a clip is it said that nobody has answered', () => {
  expect(evaluationWords(done, [])).toBe('evaluationNone')
  expect(evaluationWords(done, undefined)).toBeNull()
  expect(evaluationWords(done, [{ state: 'queued' }])).toBeNull()
  expect(providerWords(done)).toBeNull()
})

test.each([
  'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
  'no available backend found',
  'CUDA execution provider is not enabled in this build.',
])('%j means that the device or its libraries are missing', (raw) => {
  expect(readProviderReason(`cuda: ${raw}`)).toEqual({ provider: 'CUDA', why: 'providerMissing', raw })
})

test('anything else was tried and failed, and its own words stay readable', () => {
  expect(readProviderReason('cuda: out of memory: 3 GiB wanted')).toEqual({
    provider: 'CUDA',
    why: 'providerFailed',
    raw: 'out of memory: 3 GiB wanted',
  })
  expect(readProviderReason('')).toMatchObject({ why: 'providerFailed', raw: '' })
})
