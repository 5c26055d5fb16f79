import { z } from 'zod'

/** What an entry of the audit trail is about. */
export const AuditEntity = z.enum([
  'annotation',
  'assignment',
  'comparison',
  'evaluation',
  'example',
  'import',
  'invitation',
  'membership',
  'model',
  'project',
  'release',
  'run',
  'session',
  'taxonomy',
  'token',
  'user',
  'video',
])
export type AuditEntity = z.infer<typeof AuditEntity>

/** Earlier names: entries that were written under them are never rewritten. */
const EARLIER_NAMES: { [Entity in AuditEntity]?: readonly string[] } = { comparison: ['paired-evaluation'] }

/** Every name under which the trail has entries about a kind of thing. */
export function namesInTrail(entity: AuditEntity): string[] {
  return [entity, ...(EARLIER_NAMES[entity] ?? [])]
}

/** All that is ever written, by what it is about. One that nothing writes any more stays, for entries are kept for good. */
const VERBS = {
  annotation: ['annotation.reopen', 'annotation.review', 'annotation.submit'],
  assignment: [
    'annotation.first-answer',
    'assignment.claim',
    'assignment.free',
    'assignment.release',
    'assignment.skip',
  ],
  comparison: ['comparison.create', 'comparison.done', 'paired-evaluation.create', 'paired-evaluation.done'],
  evaluation: ['evaluation.create', 'evaluation.done'],
  example: ['example.add', 'example.remove'],
  import: ['import.delete', 'import.gone', 'import.keep', 'import.match', 'import.open', 'import.start'],
  invitation: ['invitation.accept', 'invitation.create', 'invitation.revoke'],
  membership: ['member.update'],
  model: ['model.calibrate', 'model.delete', 'model.gone', 'model.keep', 'model.register'],
  project: [
    'pairs.build',
    'project.archive',
    'project.create',
    'project.delete',
    'project.gone',
    'project.unarchive',
    'project.update',
    'task.create',
  ],
  release: ['release.create', 'release.delete', 'release.gone', 'release.keep', 'release.ready'],
  run: [
    'run.cancel',
    'run.cancelled',
    'run.create',
    'run.delete',
    'run.done',
    'run.failed',
    'run.gone',
    'run.hide',
    'run.keep',
    'run.retry',
    'run.show',
  ],
  session: ['session.end', 'session.start'],
  taxonomy: ['taxonomy.publish', 'taxonomy.save-draft'],
  token: ['token.create', 'token.revoke'],
  user: [
    'account.create',
    'account.update',
    'email.change',
    'instance.set-up',
    'member.take-over',
    'password.change',
    'password.reset',
    'password.reset-link',
    'person.delete',
    'person.export',
    'second-factor.off',
    'second-factor.on',
    'second-factor.renew-codes',
    'session.end-all',
    'session.end-others',
    'user.keys',
  ],
  video: ['video.delete', 'video.gone', 'video.keep', 'video.ready', 'video.refuse'],
} as const satisfies Record<AuditEntity, readonly string[]>

/** The verbs of the audit trail: what was done. */
export const AuditVerb = z.enum(Object.values(VERBS).flat())
export type AuditVerb = z.infer<typeof AuditVerb>

const ENTITY_OF = new Map<string, AuditEntity>(
  AuditEntity.options.flatMap((entity) => VERBS[entity].map((verb) => [verb, entity] as const)),
)

/** What a verb is about; each is about one kind of thing. */
export function auditedEntity(verb: AuditVerb): AuditEntity {
  return AuditEntity.parse(ENTITY_OF.get(verb))
}
