import { expect, test } from 'vitest'
import { ownAddress, reachInWords, readSettings } from './settings'

const read = (source: Record<string, string>) => readSettings({ PORT: '3000', FRAMEJURY_DATA: '/nowhere', ...source })

test.each([
  [{}, ['127.0.0.1', '::1'], 'http://localhost:3000', '127.0.0.1', 'Only this machine'],
  [{ HOST: 'localhost' }, ['127.0.0.1', '::1'], 'http://localhost:3000', '127.0.0.1', 'Only this machine'],
  [{ HOST: '0.0.0.0' }, ['0.0.0.0'], 'http://localhost:3000', '127.0.0.1', 'Every machine that reaches an address'],
  [{ HOST: '::' }, ['::'], 'http://localhost:3000', '[::1]', 'Every machine that reaches an address'],
  [{ HOST: '10.0.0.7' }, ['10.0.0.7'], 'http://10.0.0.7:3000', '10.0.0.7', 'reaches 10.0.0.7'],
  [{ HOST: 'fd00::7' }, ['fd00::7'], 'http://[fd00::7]:3000', '[fd00::7]', 'reaches fd00::7'],
  [{ HOST: '127.0.0.9' }, ['127.0.0.9'], 'http://127.0.0.9:3000', '127.0.0.9', 'Only this machine'],
])('%o listens, is asked and is announced where it is', async (source, addresses, url, own, reach) => {
  const settings = await read(source as Record<string, string>)
  expect(settings).toMatchObject({ addresses, url })
  expect(ownAddress(settings.addresses)).toBe(own)
  expect(reachInWords(settings.addresses)).toContain(reach)
})

test('the public address stays what FRAMEJURY_URL says', async () => {
  expect(await read({ HOST: '10.0.0.7', FRAMEJURY_URL: 'https://jury.example/' })).toMatchObject({
    url: 'https://jury.example',
  })
})
