import { expect, test } from 'vitest'
import { deviceName } from './device-name'

test('names browser and system, whatever else the header claims', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  expect(deviceName(chrome)).toBe('Chrome, Windows')
  expect(deviceName(`${chrome} Edg/140.0`)).toBe('Edge, Windows')
  expect(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux')
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1'
  expect(deviceName(phone)).toBe('Safari, iOS')
  expect(deviceName('curl/8.0')).toBeNull()
  expect(deviceName('')).toBeNull()
})
