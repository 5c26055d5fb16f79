import { expect, test } from 'vitest'
import { OpenaiManifest } from '@/lib/domain/proposals'
import { Servers } from './server-requests'

function asking(baseUrl: string, concurrency: number): OpenaiManifest {
  return OpenaiManifest.parse({
    schemaVersion: 1,
    engine: 'openai',
    name: 'react',
    version: String(concurrency),
    labels: ['extra_limbs'],
    thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
    server: { baseUrl, model: 'react-7b', concurrency },
    training: {},
  })
}

function join(servers: Servers, baseUrl: string, concurrency: number) {
  const share = servers.join(asking(baseUrl, concurrency))
  if (!share) throw new Error('a server is shared')
  return share
}

test('[PP27] a clip alone gets all requests, several get like parts, each at most what it can use', async () => {
  const servers = new Servers()
  const one = join(servers, 'http://127.0.0.1:9/v1', 8)
  const grant = await one.take(30)
  expect(grant.units).toBe(8)
  grant.giveBack()
  const others = [1, 2, 3].map(() => join(servers, 'http://127.0.0.1:9/v1', 8))
  expect((await one.take(30)).units).toBe(2)
  expect(await Promise.all(others.map(async (share) => (await share.take(1)).units))).toEqual([1, 1, 1])
})

test('[PP27] versions that allow different numbers at one address share the smallest', async () => {
  const servers = new Servers()
  const four = join(servers, 'http://127.0.0.1:9/v1', 4)
  const eight = join(servers, 'http://127.0.0.1:9/v1/', 8)
  const first = await eight.take(30)
  expect(first.units).toBe(2)
  const second = await four.take(30)
  expect(second.units).toBe(2)
  const more = eight.take(30)
  second.giveBack()
  expect((await more).units).toBe(2)
  four.leave()
  expect((await eight.take(30)).units).toBe(4)
  const elsewhere = join(servers, 'http://127.0.0.1:10/v1', 3)
  expect((await elsewhere.take(30)).units).toBe(3)
})
