import { expect, test } from 'vitest'
import { readProviderReason } from './provider-reason'

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
