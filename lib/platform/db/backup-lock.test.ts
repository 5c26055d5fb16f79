import { EventEmitter, once } from 'node:events'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { BackupRunningError, keepMediaInPlace, withMediaRemoval } from './index'

const { db, url } = await testDatabase()

async function openBackup(): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}

test('while backups run nothing is removed, and afterwards it is', async () => {
  const [first, second] = [await openBackup(), await openBackup()]
  await Promise.all([keepMediaInPlace(first), keepMediaInPlace(second)])
  let removed = 0
  const remove = () => withMediaRemoval(db, async () => (removed += 1))
  await expect(remove()).rejects.toThrow(BackupRunningError)
  await first.end()
  await expect(remove()).rejects.toThrow(BackupRunningError)
  // A backup that is killed blocks nothing.
  await second.end()
  await expect.poll(async () => remove().catch(() => null)).toBe(1)
})

test('a backup waits for a removal that is under way, and removals for each other', async () => {
  const order: string[] = []
  const backup = await openBackup()
  const steps = new EventEmitter()
  const begun = once(steps, 'begun')
  const removal = withMediaRemoval(db, async () => {
    const goOn = once(steps, 'go on')
    steps.emit('begun')
    await goOn
    order.push('removed')
  })
  await begun
  const waiting = [
    withMediaRemoval(db, async () => order.push('removed next')).catch(() => order.push('put off')),
    keepMediaInPlace(backup).then(() => order.push('backup')),
  ]
  steps.emit('go on')
  await Promise.all([removal, ...waiting])
  expect(order[0]).toBe('removed')
  expect(order).toContain('backup')
  await backup.end()
})
