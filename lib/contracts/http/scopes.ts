import type { ScopeNeed } from '@/lib/domain/accounts'
import type { Contract } from './index'

/** `media.openImport`: an operation by its place in the contract. */
export type OperationPath = {
  [Stage in keyof Contract]: `${Stage}.${keyof Contract[Stage] & string}`
}[keyof Contract]

/**
 * What each operation asks of an API token. The one place that says it: the router checks it, the OpenAPI document
 * and the API page show it, the access matrix tests it. An operation that is not in it does not compile.
 *
 * `session`: no token may, whatever its scopes. What makes, changes or ends a credential, or hands out a link
 * that becomes one, is of this kind. `none`: every token may.
 */
export const OPERATION_SCOPES = {
  'accounts.me': 'none',
  'accounts.setKeyBindings': 'session',
  'accounts.createProject': 'admin',
  'accounts.getProject': 'read',
  'accounts.updateProject': 'admin',
  'accounts.projectOverview': 'read',
  'accounts.listMembers': 'admin',
  'accounts.updateMember': 'session',
  'accounts.listInvitations': 'admin',
  'accounts.createInvitation': 'session',
  'accounts.revokeInvitation': 'admin',
  'accounts.acceptInvitation': 'none',
  'accounts.setUp': 'none',
  'accounts.listSessions': 'session',
  'accounts.endSession': 'session',
  'accounts.endOtherSessions': 'session',
  'accounts.changePassword': 'session',
  'accounts.changeEmail': 'session',
  'accounts.getSecondFactor': 'session',
  'accounts.startSecondFactor': 'session',
  'accounts.confirmSecondFactor': 'session',
  'accounts.renewRecoveryCodes': 'session',
  'accounts.turnOffSecondFactor': 'session',
  'accounts.createResetLink': 'session',
  'accounts.resetPassword': 'none',
  'accounts.listAccounts': 'session',
  'accounts.updateAccount': 'session',
  'accounts.endSessionsOf': 'session',
  'accounts.turnOffSecondFactorOf': 'session',
  'accounts.listTokens': 'session',
  'accounts.createToken': 'session',
  'accounts.revokeToken': 'session',
  'accounts.listProjectTokens': 'session',
  'accounts.listAllTokens': 'session',
  'accounts.listAudit': 'admin',
  'taxonomy.listVersions': 'read',
  'taxonomy.saveDraft': 'admin',
  'taxonomy.publish': 'admin',
  'media.openImport': 'import',
  'media.startImport': 'import',
  'media.getImport': 'import',
  'media.listImports': 'import',
  'media.listImportItems': 'import',
  'media.listVideos': 'read',
  'media.getVideo': 'read',
  'media.getFrame': 'read',
  'media.buildPairs': 'import',
  'media.listPairs': 'read',
  'proposals.listModels': 'read',
  'proposals.getModel': 'read',
  'proposals.registerModel': 'score',
  'proposals.createRun': 'score',
  'proposals.listRuns': 'read',
  'proposals.getRun': 'read',
  'proposals.listRunVideos': 'read',
  'proposals.cancelRun': 'score',
  'proposals.retryRun': 'score',
  'proposals.showRun': 'score',
  'labelling.createTasks': 'admin',
  'labelling.listTasks': 'read',
  'labelling.listClaims': 'admin',
  'labelling.freeClaim': 'admin',
  'labelling.queueStatus': 'label',
  'labelling.claimNext': 'label',
  'labelling.getAssignment': 'label',
  'labelling.heartbeat': 'label',
  'labelling.saveDraft': 'label',
  'labelling.submit': 'label',
  'labelling.answerFirst': 'label',
  'labelling.skip': 'label',
  'labelling.reopen': 'label',
  'labelling.release': 'label',
  'labelling.listExamples': 'read',
  'labelling.addExample': 'review',
  'labelling.removeExample': 'review',
  'labelling.listAnnotations': 'read',
  'labelling.getAnnotation': 'read',
  'labelling.review': 'review',
  'agreement.get': 'read',
  'evaluation.calibrateModel': 'score',
  'evaluation.createEvaluation': 'score',
  'evaluation.listEvaluations': 'read',
  'evaluation.getEvaluation': 'read',
  'evaluation.listComparableRuns': 'read',
  'evaluation.compareRuns': 'read',
  'evaluation.listComparedClips': 'read',
  'evaluation.getNearer': 'read',
  'evaluation.measureNearer': 'score',
  'deletion.preview': 'admin',
  'deletion.remove': 'admin',
  'deletion.archiveProject': 'admin',
  'deletion.listArchived': 'admin',
  'deletion.unarchiveProject': 'admin',
  'deletion.previewProject': 'admin',
  'deletion.deleteProject': 'session',
  'deletion.previewPerson': 'session',
  'deletion.deletePerson': 'session',
  'deletion.exportPerson': 'session',
  'deletion.listPersonExports': 'session',
  'releases.createRelease': 'export',
  'releases.listReleases': 'export',
  'releases.getRelease': 'export',
  'releases.listReleaseFiles': 'export',
} as const satisfies Record<OperationPath, ScopeNeed>

/** Uploads are no operation of the contract: bytes come in by the tus protocol. */
export const UPLOAD_SCOPE = 'import' satisfies ScopeNeed

/** @returns null for a path that the contract does not have */
export function scopeNeedOf(path: string): ScopeNeed | null {
  return (OPERATION_SCOPES as Partial<Record<string, ScopeNeed>>)[path] ?? null
}
