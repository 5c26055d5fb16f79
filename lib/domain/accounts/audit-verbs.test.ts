import { expect, test } from 'vitest'
import { AuditEntity, AuditVerb, auditedEntity, namesInTrail } from './audit-verbs'

test('every verb of the audit trail is listed once and is about one kind of thing, and every kind has verbs', () => {
  expect(new Set(AuditVerb.options).size).toBe(AuditVerb.options.length)
  const entities = AuditVerb.options.map(auditedEntity)
  expect([...new Set(entities)].sort()).toEqual([...AuditEntity.options].sort())
  expect(auditedEntity('task.create')).toBe('project')
  expect(auditedEntity('annotation.first-answer')).toBe('assignment')
})

test('a kind of thing is found under its earlier name too', () => {
  expect(namesInTrail('comparison')).toEqual(['comparison', 'paired-evaluation'])
  expect(namesInTrail('run')).toEqual(['run'])
})
