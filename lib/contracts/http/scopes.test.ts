import { isContractProcedure } from '@orpc/contract'
import { expect, test } from 'vitest'
import { contract } from './index'
import { scopeNeedOf } from './scopes'

/** "labelling.submit" → its HTTP method. */
const methods = new Map(
  Object.entries(contract).flatMap(([stage, operations]) =>
    Object.entries(operations).flatMap(([name, operation]) =>
      isContractProcedure(operation) ? [[`${stage}.${name}`, operation['~orpc'].route.method ?? 'POST'] as const] : [],
    ),
  ),
)

test('[TK2] a token that may only read calls nothing that changes something: its operations are GET', () => {
  expect(methods.size).toBeGreaterThan(80)
  const reading = [...methods].filter(([name]) => scopeNeedOf(name) === 'read')
  expect(reading.length).toBeGreaterThan(20)
  expect(reading.filter(([, method]) => method !== 'GET')).toEqual([])
})

test('[TK2] what writes in a stage needs the scope of its work', () => {
  expect(
    ['labelling.submit', 'labelling.review', 'media.openImport', 'proposals.createRun', 'releases.createRelease'].map(
      scopeNeedOf,
    ),
  ).toEqual(['label', 'review', 'import', 'score', 'export'])
})
